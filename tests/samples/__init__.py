"""Sample reports of fictional content: their texts (`reports/*.yaml`) and the layouts that set them as PDF, HTML, DOCX and plain text."""
