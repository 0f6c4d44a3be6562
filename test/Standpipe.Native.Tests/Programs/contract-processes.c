/* docs/contract.md: processes, inheritance, attribute lists. */
#include "contract.h"

static HANDLE value_of(const char *text)
{
    return (HANDLE)(ULONG_PTR)strtoul(text, NULL, 10);
}

/* ---- the child ---- */

static int child_grandchild(const char *value)
{
    start_options options = {0};
    options.inherit = TRUE;
    return (int)run_child(&options, "write %s grandchild", value);
}

static int child_hold(void)
{
    char byte;
    DWORD count;
    ReadFile(GetStdHandle(STD_INPUT_HANDLE), &byte, 1, &count, NULL);
    return 7;
}

static int child(int count, char **arguments)
{
    const char *verb = arguments[0];
    const char *first = count > 1 ? arguments[1] : "";
    if (strcmp(verb, "exit") == 0) {
        ExitProcess((UINT)atoi(first));
    }
    if (strcmp(verb, "write") == 0) {
        return GetFileType(value_of(first)) == FILE_TYPE_PIPE && put(value_of(first), arguments[2]) ? 0 : 6;
    }
    if (strcmp(verb, "close") == 0) {
        return CloseHandle(value_of(first)) ? 0 : 6;
    }
    return strcmp(verb, "grandchild") == 0 ? child_grandchild(first)
         : strcmp(verb, "hold") == 0       ? child_hold()
                                           : 64;
}

/* ---- inheritance ---- */

static LPPROC_THREAD_ATTRIBUTE_LIST new_list(DWORD attributes)
{
    SIZE_T size = 0;
    LPPROC_THREAD_ATTRIBUTE_LIST list;
    InitializeProcThreadAttributeList(NULL, attributes, 0, &size);
    list = malloc(size);
    must(list != NULL && InitializeProcThreadAttributeList(list, attributes, 0, &size),
         "InitializeProcThreadAttributeList");
    return list;
}

static BOOL set_handles(LPPROC_THREAD_ATTRIBUTE_LIST list, HANDLE *handles, SIZE_T size)
{
    return UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles, size, NULL, NULL);
}

static void inheritance(void)
{
    pipe_ends open = new_pipe(TRUE), kept = new_pipe(FALSE), second = new_pipe(TRUE);
    start_options options = {0};
    PROCESS_INFORMATION process;
    HANDLE listed[2];

    tell("D-proc-1 not inheriting", "%u", run_child(&options, "write %u x", number_of(open.write)));
    options.inherit = TRUE;
    tell("D-proc-1 inheriting", "%u", run_child(&options, "write %u inherited", number_of(open.write)));
    tell("D-proc-2 the same pipe", "%s", take(open.read, 20));
    tell("D-proc-1 one that is not inheritable", "%u", run_child(&options, "write %u x", number_of(kept.write)));
    options.inherit = 42;
    tell("D-proc-1 42 is TRUE", "%u", run_child(&options, "write %u y", number_of(open.write)));
    tell("D-proc-2 a grandchild", "%u", run_child(&options, "grandchild %u", number_of(open.write)));
    tell("D-proc-2 what it wrote", "%s", take(open.read, 20));
    tell("D-proc-3 a close in the child", "%u", run_child(&options, "close %u", number_of(open.write)));
    tell_outcome("D-proc-3 is none here", put(open.write, "x"));
    take(open.read, 5);

    options.use_handles = TRUE;
    options.input = second.read;
    options.output = open.write;
    options.error = GetStdHandle(STD_ERROR_HANDLE);
    must(SetHandleInformation(second.write, 1, 0) && SetHandleInformation(open.read, 1, 0), "SetHandleInformation");
    must(start_child(&options, &process, "hold"), "CreateProcess");
    close_end(&open.write);
    transfer *read = block(open.read, FALSE, 4);
    tell("D-proc-4 a child has the write end", "%s", is_running(read) ? "blocks" : "returns");
    close_end(&second.write);
    tell("D-proc-4 the child ends", "%s", ended(read));
    tell("D-proc-11 its exit code", "%u", end_of(&process));
    close_pipe(&open);
    close_pipe(&second);

    open = new_pipe(TRUE);
    second = new_pipe(TRUE);
    ZeroMemory(&options, sizeof options);
    options.inherit = TRUE;
    options.list = new_list(1);
    listed[0] = open.write;
    must(set_handles(options.list, listed, sizeof *listed), "UpdateProcThreadAttribute");
    tell("D-proc-5 one in the list", "%u", run_child(&options, "write %u x", number_of(open.write)));
    tell("D-proc-5 one that is not", "%u", run_child(&options, "write %u x", number_of(second.write)));
    options.inherit = FALSE;
    tell_outcome("D-proc-6 a list, not inheriting", start_child(&options, &process, "exit 0") && end_of(&process) == 0);
    options.inherit = TRUE;
    DeleteProcThreadAttributeList(options.list);
    free(options.list);
    options.list = new_list(1);
    listed[0] = kept.write;
    must(set_handles(options.list, listed, sizeof *listed), "UpdateProcThreadAttribute");
    tell_outcome("D-proc-6 one that is not inheritable", start_child(&options, &process, "exit 0")
                 && end_of(&process) == 0);
    DeleteProcThreadAttributeList(options.list);
    free(options.list);
    close_pipe(&open);
    close_pipe(&second);
    close_pipe(&kept);
}

static void attribute_lists(void)
{
    LPPROC_THREAD_ATTRIBUTE_LIST list;
    HANDLE handles[2] = {GetCurrentProcess(), GetCurrentProcess()};
    SIZE_T size = 0, small = 1;
    char memory[64];

    tell_outcome("D-proc-8 without memory", InitializeProcThreadAttributeList(NULL, 1, 0, &size));
    tell("D-proc-8 the size", "%s", size > 0 ? "is told" : "is not told");
    tell_outcome("D-proc-8 too little", InitializeProcThreadAttributeList((LPPROC_THREAD_ATTRIBUTE_LIST)memory, 1, 0,
                 &small));
    tell("D-proc-8 the size", "%s", small == size ? "the same" : "another");
    list = malloc(size);
    must(list != NULL, "malloc");
    tell_outcome("D-proc-8 enough", InitializeProcThreadAttributeList(list, 1, 0, &size));
    tell_outcome("D-proc-7 a size of 3", set_handles(list, handles, 3));
    tell_outcome("D-proc-7 a size of 0", set_handles(list, handles, 0));
    DeleteProcThreadAttributeList(list);
    must(InitializeProcThreadAttributeList(list, 1, 0, &size), "InitializeProcThreadAttributeList");
    tell_outcome("D-proc-7 an unknown attribute", UpdateProcThreadAttribute(list, 0, 0x2FFFF, handles, sizeof *handles,
                 NULL, NULL));
    tell_outcome("D-proc-7 two handles", set_handles(list, handles, sizeof handles));
    DeleteProcThreadAttributeList(list);
    free(list);
    list = new_list(2);
    must(set_handles(list, handles, sizeof handles), "UpdateProcThreadAttribute");
    tell_outcome("D-proc-7 the same again", set_handles(list, handles, sizeof handles));
    DeleteProcThreadAttributeList(list);
    free(list);
}

/* ---- starting, ending ---- */

static void tell_start(const char *name, const char *program, char *line, DWORD flags, const char *folder)
{
    STARTUPINFOA startup;
    PROCESS_INFORMATION process;
    BOOL succeeded;
    DWORD error;

    ZeroMemory(&startup, sizeof startup);
    startup.cb = sizeof startup;
    memset(&process, 0x55, sizeof process);
    fflush(stdout);
    succeeded = CreateProcessA(program, line, NULL, NULL, FALSE, flags, NULL, folder, &startup, &process);
    error = GetLastError();
    if (succeeded) {
        tell(name, "starts, %u", end_of(&process));
    } else {
        tell(name, "err %u%s", (unsigned)error, process.hProcess == NULL && process.hThread == NULL ? ", zeroed" : "");
    }
}

static void starting(void)
{
    char program[MAX_PATH], line[MAX_PATH + 64];
    char nothing[] = "", missing[] = "standpipe-no-such-program x", folder_line[] = "x";
    HANDLE file;
    DWORD written;

    program_path(program, sizeof program);
    tell_start("D-proc-9 no program", "standpipe-no-such-program", folder_line, 0, NULL);
    tell_start("D-proc-9 no directory", "standpipe-no-such-folder/program", folder_line, 0, NULL);
    tell_start("D-proc-9 a directory", ".", folder_line, 0, NULL);
    tell_start("D-proc-9 by the command line", NULL, missing, 0, NULL);
    snprintf(line, sizeof line, "x --child exit 3");
    tell_start("D-proc-9 no working directory", program, line, 0, "standpipe-no-such-folder");
    file = CreateFileA("standpipe-no-program.exe", GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    must(file != INVALID_HANDLE_VALUE && WriteFile(file, "no program", 10, &written, NULL), "a file");
    must(CloseHandle(file), "CloseHandle");
    tell_start("D-proc-9 no program in the file", "./standpipe-no-program.exe", folder_line, 0, NULL);
    must(DeleteFileA("standpipe-no-program.exe"), "DeleteFile");
    tell_start("an empty command line", NULL, nothing, 0, NULL);
    tell_start("D-proc-21 two consoles", program, line, CREATE_NEW_CONSOLE | DETACHED_PROCESS, NULL);

    tell_start("D-proc-10 with an application name", program, line, 0, NULL);
    snprintf(line, sizeof line, "\"%s\" --child exit 4", program);
    tell_start("D-proc-10 by the first word, quoted", NULL, line, 0, NULL);
    snprintf(line, sizeof line, "%s --child exit 5", program);
    tell_start("D-proc-10 by the first word", NULL, line, 0, NULL);
    const char *name = strrchr(program, '\\');
    name = name != NULL ? name + 1 : strrchr(program, '/') + 1;
    snprintf(line, sizeof line, "%s --child exit 6", name);
    tell_start("D-proc-10 in the program's own directory", NULL, line, 0, NULL);
    tell("D-proc-10 the line afterwards", "%s", strstr(line, "--child"));
}

static void ending(void)
{
    start_options options = {0};
    PROCESS_INFORMATION process, other;
    pipe_ends input = new_pipe(TRUE);
    HANDLE both[2], opened;
    DWORD code = 77;

    must(SetHandleInformation(input.write, 1, 0), "SetHandleInformation");
    options.inherit = options.use_handles = TRUE;
    options.input = input.read;
    options.output = GetStdHandle(STD_OUTPUT_HANDLE);
    options.error = GetStdHandle(STD_ERROR_HANDLE);
    must(start_child(&options, &process, "hold"), "CreateProcess");
    tell_outcome("D-proc-11 while it runs", GetExitCodeProcess(process.hProcess, &code));
    tell("D-proc-11 code", "%u", (unsigned)code);
    tell("D-proc-13 in time", "%u", (unsigned)WaitForSingleObject(process.hProcess, 0));
    tell("D-proc-13 10 ms", "%u", (unsigned)WaitForSingleObject(process.hProcess, 10));
    tell("D-proc-15 its id", "%s", GetProcessId(process.hProcess) == process.dwProcessId ? "is told" : "differs");
    opened = OpenProcess(SYNCHRONIZE | PROCESS_TERMINATE | PROCESS_QUERY_INFORMATION, FALSE, process.dwProcessId);
    tell_outcome("D-proc-15 opened by it", opened != NULL);
    tell_outcome("D-proc-15 nobody's", OpenProcess(SYNCHRONIZE, FALSE, 0x7FFFFFF0) != NULL);
    tell_outcome("D-proc-12 TerminateProcess", TerminateProcess(opened, 33));
    tell("D-proc-13 after", "%u", (unsigned)WaitForSingleObject(process.hProcess, INFINITE));
    must(GetExitCodeProcess(process.hProcess, &code), "GetExitCodeProcess");
    tell("D-proc-12 code", "%u", (unsigned)code);
    tell_outcome("D-proc-12 again", TerminateProcess(process.hProcess, 44));
    must(GetExitCodeProcess(process.hProcess, &code), "GetExitCodeProcess");
    tell("D-proc-12 the code stays", "%u", (unsigned)code);
    CloseHandle(opened);
    end_of(&process);

    must(start_child(&options, &process, "hold") && start_child(&options, &other, "exit 0"), "CreateProcess");
    both[0] = process.hProcess;
    both[1] = other.hProcess;
    tell("D-proc-13 any of two", "%u", (unsigned)WaitForMultipleObjects(2, both, FALSE, INFINITE));
    tell("D-proc-13 all of two", "%u", (unsigned)WaitForMultipleObjects(2, both, TRUE, 0));
    close_end(&input.write);
    tell("D-proc-13 both", "%u", (unsigned)WaitForMultipleObjects(2, both, TRUE, INFINITE));
    tell("D-proc-13 the lowest", "%u", (unsigned)WaitForMultipleObjects(2, both, FALSE, INFINITE));
    tell("D-proc-11 codes", "%u %u", end_of(&process), end_of(&other));
    tell("D-proc-11 255", "%u", run_child(&options, "exit 255"));
    close_pipe(&input);

    tell_outcome("D-proc-11 code of no process", GetExitCodeProcess(closed_handle(), &code));
    tell_outcome("D-proc-11 code of NULL", GetExitCodeProcess(NULL, &code));
    tell_outcome("D-proc-12 TerminateProcess of NULL", TerminateProcess(NULL, 1));
    tell_outcome("D-proc-15 id of NULL", GetProcessId(NULL) != 0);
}

int main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "--child") == 0) {
        return child(argc - 2, argv + 2);
    }
    raise_values();
    inheritance();
    attribute_lists();
    starting();
    ending();
    return 0;
}
