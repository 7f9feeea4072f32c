"""The words of professional learning as a template: steps, weeks, gates, what is prepared and measured."""
