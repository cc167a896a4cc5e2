"""What may be said: classes, relations and shapes, read from the files beside this one."""
