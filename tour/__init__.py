"""The tour of `bellweave demo`: a made-up district, and what happens to it in three weeks."""
