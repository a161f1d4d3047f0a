"""The rules that one field alone cannot show: references, dates against each other, names, files, overlaps."""
