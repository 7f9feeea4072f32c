"""The workbooks as declarations: tabs, columns, how rows become a District and a Schedule becomes rows."""
