"""The workbooks and coaching calendars: made, brought up to a version, and who may open them."""
