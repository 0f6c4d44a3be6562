/* docs/contract.md: command lines, variables, files. */
#include "contract.h"

/* ---- the child ---- */

static int child_line(void)
{
    const char *line = GetCommandLineA();
    const char *found = strstr(line, "--child");
    return put(GetStdHandle(STD_OUTPUT_HANDLE), found != NULL ? found : "other") ? 0 : 1;
}

static int child_arguments(int count, char **arguments)
{
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    for (int i = 0; i < count; i++) {
        must(put(output, "[") && put(output, arguments[i]) && put(output, "]"), "write");
    }
    return 0;
}

static int child_variable(const char *name)
{
    char value[64];
    DWORD length = GetEnvironmentVariableA(name, value, sizeof value);
    return put(GetStdHandle(STD_OUTPUT_HANDLE), length > 0 && length < sizeof value ? value : "missing") ? 0 : 1;
}

static int child_startup(void)
{
    STARTUPINFOW startup;
    char text[64];
    GetStartupInfoW(&startup);
    snprintf(text, sizeof text, "flag %u, handles %u%u%u", (startup.dwFlags & STARTF_USESTDHANDLES) != 0,
             startup.hStdInput == GetStdHandle(STD_INPUT_HANDLE), startup.hStdOutput == GetStdHandle(STD_OUTPUT_HANDLE),
             startup.hStdError == GetStdHandle(STD_ERROR_HANDLE));
    return put(GetStdHandle(STD_OUTPUT_HANDLE), text) ? 0 : 1;
}

static int child(int count, char **arguments)
{
    const char *verb = arguments[0];
    return strcmp(verb, "line") == 0       ? child_line()
         : strcmp(verb, "args") == 0       ? child_arguments(count - 1, arguments + 1)
         : strcmp(verb, "variable") == 0   ? child_variable(arguments[1])
         : strcmp(verb, "startup") == 0    ? child_startup()
                                           : 64;
}

/* ---- what a child is told ---- */

static const char *said(start_options *options, const char *arguments)
{
    pipe_ends report = new_pipe(TRUE);
    PROCESS_INFORMATION process;
    const char *text;
    must(SetHandleInformation(report.read, 1, 0), "SetHandleInformation");
    options->inherit = options->use_handles = TRUE;
    options->output = report.write;
    must(start_child(options, &process, arguments), "CreateProcess");
    close_end(&report.write);
    end_of(&process);
    text = available(report.read) > 0 ? take(report.read, 250) : "nothing";
    close_pipe(&report);
    return text;
}

static void command_lines(void)
{
    static const char *const lines[] = {
        "a b  c", "\"a b\" c", "\"\"", "a\"b c\"d", "\\\\ \\a", "\"\\\\\" x", "\\\" x", "\"a\\\"b\"", "a\\\\\\\"b",
            "\"a\"\"b\" c", "\"a\"\"b c\"",
        "\"open end", "\ttab\tx", "'a b'", "$HOME * `x` %PATH%",
    };
    start_options options = {0};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char name[64], arguments[128];
        snprintf(name, sizeof name, "D-proc-16 line %u", (unsigned)i + 1);
        snprintf(arguments, sizeof arguments, "args %s", lines[i]);
        tell(name, "%s", said(&options, arguments));
    }
    tell("D-proc-18 the line", "%s", said(&options, "line  \"a b\"   c\\\"d "));
    options.input = duplicate_of(GetStdHandle(STD_INPUT_HANDLE), TRUE);
    options.error = duplicate_of(GetStdHandle(STD_ERROR_HANDLE), TRUE);
    tell("D-std-11 GetStartupInfo", "%s", said(&options, "startup"));
    CloseHandle(options.input);
    CloseHandle(options.error);
}

static void variables(void)
{
    static char block[] = "FIRST=1\0SECOND=two words\0FIRST=again\0";
    start_options options = {0};
    char value[16];
    WCHAR wide[16];
    static const WCHAR wide_name[] = {'S', 'T', 'A', 'N', 'D', 'P', 'I', 'P', 'E', '_', 'T', 'E', 'S', 'T', 0};

    tell_outcome("D-env-1 missing", GetEnvironmentVariableA("STANDPIPE_TEST", value, sizeof value) > 0);
    tell_outcome("D-env-2 set", SetEnvironmentVariableA("STANDPIPE_TEST", "a value"));
    tell("D-env-1 length", "%u", (unsigned)GetEnvironmentVariableA("STANDPIPE_TEST", value, sizeof value));
    tell("D-env-1 value", "%s", value);
    tell("D-env-1 wide length", "%u", (unsigned)GetEnvironmentVariableW(wide_name, wide, 16));
    tell("D-env-1 wide value", "%c%c%c", (char)wide[0], (char)wide[2], (char)wide[6]);
    tell("D-env-1 too small", "%u", (unsigned)GetEnvironmentVariableA("STANDPIPE_TEST", value, 7));
    tell("D-env-1 no buffer", "%u", (unsigned)GetEnvironmentVariableA("STANDPIPE_TEST", NULL, 0));
    tell("D-env-2 a child has it", "%s", said(&options, "variable STANDPIPE_TEST"));
    tell_outcome("D-env-2 an empty name", SetEnvironmentVariableA("", "x"));
    tell_outcome("D-env-2 a name with =", SetEnvironmentVariableA("A=B", "x"));
    tell_outcome("D-env-2 remove", SetEnvironmentVariableA("STANDPIPE_TEST", NULL));
    tell_outcome("D-env-2 it is gone", GetEnvironmentVariableA("STANDPIPE_TEST", value, sizeof value) > 0);

    options.environment = block;
    tell("D-proc-19 a block", "%s", said(&options, "variable SECOND"));
    tell("D-proc-20 the first counts", "%s", said(&options, "variable FIRST"));
}

static HANDLE open_file(const char *path, DWORD access, DWORD how)
{
    SetLastError(0);
    return CreateFileA(path, access, FILE_SHARE_READ, NULL, how, FILE_ATTRIBUTE_NORMAL, NULL);
}

static void files(void)
{
    const char *name = "standpipe-contract.txt";
    HANDLE file, again;
    char buffer[16] = "";
    DWORD count = 77;
    OVERLAPPED position;

    DeleteFileA(name);
    tell_outcome("D-file-1 OPEN_EXISTING of none",
                 open_file(name, GENERIC_READ, OPEN_EXISTING) != INVALID_HANDLE_VALUE);
    tell_outcome("D-file-1 without its directory", open_file("standpipe-no-such-folder/x", GENERIC_READ,
                 OPEN_EXISTING) != INVALID_HANDLE_VALUE);
    file = open_file(name, GENERIC_READ | GENERIC_WRITE, CREATE_ALWAYS);
    tell("D-file-1 CREATE_ALWAYS of none", "%u", (unsigned)GetLastError());
    tell("D-file-1 type", "%u", (unsigned)GetFileType(file));
    tell_outcome("D-file-1 CREATE_NEW of one", open_file(name, GENERIC_READ, CREATE_NEW) != INVALID_HANDLE_VALUE);
    must(put(file, "0123456789"), "WriteFile");
    tell("D-file-2 size", "%u", (unsigned)GetFileSize(file, NULL));
    tell_outcome("D-file-2 at the end", ReadFile(file, buffer, 4, &count, NULL));
    tell("D-file-2 at the end, count", "%u", (unsigned)count);
    tell("D-file-2 SetFilePointer", "%u", (unsigned)SetFilePointer(file, 3, NULL, FILE_BEGIN));
    tell_outcome("D-file-2 there", ReadFile(file, buffer, 4, &count, NULL));
    tell("D-file-2 there, what", "%u %s", (unsigned)count, buffer);
    ZeroMemory(&position, sizeof position);
    position.Offset = 8;
    tell_outcome("D-file-2 with a position", ReadFile(file, buffer, 4, &count, &position));
    tell("D-file-2 with a position, count", "%u %c%c", (unsigned)count, buffer[0], buffer[1]);
    position.Offset = 100;
    tell_outcome("D-file-2 with one beyond the end", ReadFile(file, buffer, 4, &count, &position));
    CloseHandle(file);
    again = open_file(name, GENERIC_READ, OPEN_ALWAYS);
    tell("D-file-1 OPEN_ALWAYS of one", "%u", (unsigned)GetLastError());
    tell_outcome("D-file-1 it does not write", put(again, "x"));
    CloseHandle(again);
    again = open_file(name, GENERIC_WRITE, CREATE_ALWAYS);
    tell("D-file-1 CREATE_ALWAYS of one", "%u", (unsigned)GetLastError());
    SetLastError(4711);
    tell("D-file-1 it is empty", "%u", (unsigned)GetFileSize(again, NULL));
    SetFilePointer(again, 0, NULL, FILE_END);
    tell("D-file-2 last error after successes", "%u", (unsigned)GetLastError());
    CloseHandle(again);
    tell_outcome("D-file-1 delete", DeleteFileA(name));

    file = open_file("NUL", GENERIC_READ | GENERIC_WRITE, OPEN_EXISTING);
    tell("D-file-3 type", "%u", (unsigned)GetFileType(file));
    tell_outcome("D-file-3 write", put(file, "swallowed"));
    tell_outcome("D-file-3 read", ReadFile(file, buffer, 4, &count, NULL));
    tell("D-file-3 read, count", "%u", (unsigned)count);
    CloseHandle(file);
}

int main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "--child") == 0) {
        return child(argc - 2, argv + 2);
    }
    files();
    if (!is_alone(argc, argv)) {
        command_lines();
        variables();
    }
    return 0;
}
