"""Files of this machine: why the system refused one."""


def why(error: OSError) -> str:
    """Say in Chinese why the system refused a file."""
    match error:
        case FileNotFoundError():
            return "没有这个文件或文件夹"
        case PermissionError():
            return "没有权限"
        case IsADirectoryError():
            return "这是一个文件夹"
        case _:
            return f"系统错误 {error.errno}"
