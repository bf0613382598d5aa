"""Programs that measure: accuracy and speed. None of them is a test."""
