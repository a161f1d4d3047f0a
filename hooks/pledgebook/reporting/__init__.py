"""Problems as a report on a terminal or as JSON, with the line to paste."""
