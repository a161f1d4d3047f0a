"""What is handed on to an archive: functions from files to files or bytes, with the time passed in.

The same files and the same moment give the same bytes, on any machine, in any time zone and under any locale.
"""
