/* docs/contract.md: duplicating, flags and closing, standard handles. */
#include "contract.h"

#define SAME_ATTRIBUTES 4 /* DUPLICATE_SAME_ATTRIBUTES, which the headers for programs leave out */

/* ---- the child: told what to do by its arguments ---- */

static HANDLE value_of(const char *text)
{
    return (HANDLE)(ULONG_PTR)strtoul(text, NULL, 10);
}

static char usable_letter(HANDLE handle)
{
    DWORD flags;
    if (handle == NULL) {
        return '0';
    }
    if (GetFileType(handle) != FILE_TYPE_PIPE || !GetHandleInformation(handle, &flags)) {
        return '-';
    }
    return flags & HANDLE_FLAG_INHERIT ? 'I' : 'N';
}

/*
 * Says of each standard handle: 0 it is NULL, - it is of no use, I or N a pipe, inheritable or not; and = if it has the
 * value that was told.
 */
static int child_std(int count, char **values)
{
    static const DWORD ids[] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
    HANDLE report = value_of(values[0]);
    char text[8];
    int used = 0;
    for (int i = 0; i < 3; i++) {
        HANDLE handle = GetStdHandle(ids[i]);
        text[used++] = usable_letter(handle);
        if (i + 1 < count && handle == value_of(values[i + 1])) {
            text[used++] = '=';
        }
    }
    text[used] = 0;
    return put(report, text) ? 0 : (int)GetLastError();
}

static int child(int count, char **arguments)
{
    if (strcmp(arguments[0], "std") == 0) {
        return child_std(count - 1, arguments + 1);
    }
    if (strcmp(arguments[0], "close") == 0) {
        return CloseHandle(value_of(arguments[1])) ? 0 : (int)GetLastError();
    }
    if (strcmp(arguments[0], "flags") == 0) {
        return (int)flags_of(value_of(arguments[1]));
    }
    if (strcmp(arguments[0], "write") == 0) {
        return put(value_of(arguments[1]), arguments[2]) ? 0 : (int)GetLastError();
    }
    if (strcmp(arguments[0], "say") == 0) { /* to the standard output, whatever it is */
        return put(GetStdHandle(STD_OUTPUT_HANDLE), arguments[1]) ? 0 : (int)GetLastError();
    }
    if (strcmp(arguments[0], "make") == 0) { /* a pipe with a text,
                                            whose read end the parent takes; until the input ends */
        pipe_ends ends = new_pipe(FALSE);
        char line[64], byte;
        DWORD count_read;
        must(put(ends.write, "from inside"), "write");
        snprintf(line, sizeof line, "%u", number_of(ends.read));
        must(put(GetStdHandle(STD_OUTPUT_HANDLE), line), "write");
        ReadFile(GetStdHandle(STD_INPUT_HANDLE), &byte, 1, &count_read, NULL);
        return 5;
    }
    return 64;
}

/* ---- duplicating ---- */

static BOOL copy(HANDLE source, HANDLE *target, DWORD access, BOOL inheritable, DWORD options)
{
    return DuplicateHandle(GetCurrentProcess(), source, GetCurrentProcess(), target, access, inheritable, options);
}

static void duplicating(void)
{
    HANDLE self = GetCurrentProcess();
    pipe_ends ends = new_pipe(FALSE), second;
    HANDLE target = NULL, other = NULL, was;
    char byte = 'x';
    DWORD count;

    tell_outcome("D-dup-1 a duplicate", copy(ends.write, &target, 0, TRUE, DUPLICATE_SAME_ACCESS));
    tell("D-dup-1 flags", "%u %u, %s", flags_of(ends.write), flags_of(target),
         target != ends.write ? "another value" : "the same value");
    tell_outcome("D-dup-1 it writes", put(target, "via"));
    tell("D-dup-1 into the same pipe", "%s", take(ends.read, 10));
    tell_outcome("D-dup-1 it does not read", ReadFile(target, &byte, 1, &count, NULL));
    SetHandleInformation(target, HANDLE_FLAG_PROTECT_FROM_CLOSE, HANDLE_FLAG_PROTECT_FROM_CLOSE);
    tell_outcome("D-dup-1 of a protected one", copy(target, &other, 0, FALSE, DUPLICATE_SAME_ACCESS));
    tell("D-dup-1 protection is not copied", "%u", flags_of(other));
    CloseHandle(other);

    tell_outcome("D-dup-2 close a protected source", copy(target, &other, 0, FALSE,
                 DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
    tell("D-dup-2 flags of both", "%u %u", flags_of(target), flags_of(other));
    CloseHandle(other);
    SetHandleInformation(target, HANDLE_FLAG_PROTECT_FROM_CLOSE, 0);
    tell_outcome("D-dup-2 close the source", copy(target, &other, SYNCHRONIZE | FILE_WRITE_DATA, FALSE,
                 DUPLICATE_CLOSE_SOURCE));
    second = new_pipe(FALSE);
    must(copy(second.write, &target, SYNCHRONIZE | FILE_WRITE_DATA, FALSE, DUPLICATE_CLOSE_SOURCE), "DuplicateHandle");
    tell_outcome("D-dup-2 the copy writes", put(target, "x"));
    tell("D-dup-2 what arrives", "%s", take(second.read, 1));
    CloseHandle(target);
    tell("D-dup-2 the source is closed", "%s", take(second.read, 1));
    CloseHandle(second.read);
    CloseHandle(other);
    must(copy(ends.write, &target, 0, FALSE, DUPLICATE_SAME_ACCESS), "DuplicateHandle");
    tell_outcome("D-dup-2 a wrong target process", DuplicateHandle(self, target, ends.read, &other, 0, FALSE,
                 DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
    tell_outcome("D-dup-2 closes the source all the same", CloseHandle(target));
    must(copy(ends.write, &target, 0, FALSE, DUPLICATE_SAME_ACCESS), "DuplicateHandle");
    tell_outcome("D-dup-2 no target at all", DuplicateHandle(self, target, NULL, NULL, 0, FALSE,
                 DUPLICATE_CLOSE_SOURCE));
    tell_outcome("D-dup-2 closes the source too", CloseHandle(target));

    must(copy(ends.write, &target, 0, FALSE, DUPLICATE_SAME_ACCESS), "DuplicateHandle");
    was = target;
    tell_outcome("D-dup-3 in one process", copy(was, &target, 0, TRUE, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
    tell("D-dup-3 value and flags", "%s %u", was == target ? "the same" : "another", flags_of(target));
    tell_outcome("D-dup-4 same attributes", copy(target, &other, 0, FALSE, DUPLICATE_SAME_ACCESS | SAME_ATTRIBUTES));
    tell("D-dup-4 flags", "%u", flags_of(other));
    CloseHandle(other);
    CloseHandle(target);

    tell_outcome("D-dup-5 SYNCHRONIZE only", copy(ends.write, &target, SYNCHRONIZE, FALSE, 0));
    tell_outcome("D-dup-5 it does not write", put(target, "x"));
    tell_outcome("D-dup-5 it waits", WaitForSingleObject(target, 0) != WAIT_FAILED);
    tell_outcome("D-dup-5 it has no more to give", copy(target, &other, 0, FALSE, DUPLICATE_SAME_ACCESS));
    tell_outcome("D-dup-5 a duplicate of it", put(other, "x"));
    CloseHandle(other);
    CloseHandle(target);
    tell_outcome("D-dup-5 FILE_WRITE_DATA only", copy(ends.write, &target, FILE_WRITE_DATA, FALSE, 0));
    tell_outcome("D-dup-5 it writes", put(target, "yes"));
    tell_outcome("D-dup-5 it does not wait", WaitForSingleObject(target, 0) != WAIT_FAILED);
    take(ends.read, 10);
    tell_outcome("D-dup-6 more than it has", copy(target, &other, GENERIC_WRITE | SYNCHRONIZE, FALSE, 0));
    CloseHandle(target);
    tell_outcome("D-dup-6 reading by a write end", copy(ends.write, &target, GENERIC_READ, FALSE, 0));

    target = self;
    tell_outcome("D-dup-7 NULL", copy(NULL, &target, 0, FALSE, DUPLICATE_SAME_ACCESS));
    tell("D-dup-7 target", "%u", number_of(target));
    target = self;
    tell_outcome("D-dup-7 closed", copy(closed_handle(), &target, 0, FALSE, DUPLICATE_SAME_ACCESS));
    tell("D-dup-7 target", "%u", number_of(target));
    target = self;
    tell_outcome("D-dup-7 no process", DuplicateHandle(ends.read, ends.write, self, &target, 0, FALSE,
                 DUPLICATE_SAME_ACCESS));
    tell("D-dup-7 target", "%u", number_of(target));
    target = self;
    tell_outcome("D-dup-7 NULL as process", DuplicateHandle(NULL, ends.write, self, &target, 0, FALSE,
                 DUPLICATE_SAME_ACCESS));
    tell("D-dup-7 target", "%u", number_of(target));
    tell_outcome("D-dup-7 no target pointer", copy(ends.write, NULL, 0, FALSE, DUPLICATE_SAME_ACCESS));

    tell_outcome("D-dup-8 this process", copy(GetCurrentProcess(), &target, 0, FALSE, DUPLICATE_SAME_ACCESS));
    tell("D-dup-8 its id", "%s", GetProcessId(target) == GetCurrentProcessId() ? "is ours" : "differs");
    CloseHandle(target);
    tell_outcome("D-dup-8 this thread", copy(GetCurrentThread(), &target, 0, FALSE, DUPLICATE_SAME_ACCESS));
    tell("D-dup-8 a wait for it", "%u", (unsigned)WaitForSingleObject(target, 0));
    CloseHandle(target);
    close_pipe(&ends);
}

static void other_processes(void)
{
    pipe_ends input = new_pipe(TRUE), output = new_pipe(TRUE), ends = new_pipe(FALSE);
    start_options options = {0};
    PROCESS_INFORMATION process;
    HANDLE target = NULL, inside;
    DWORD waited;

    SetHandleInformation(input.write, HANDLE_FLAG_INHERIT, 0);
    SetHandleInformation(output.read, HANDLE_FLAG_INHERIT, 0);
    options.inherit = options.use_handles = TRUE;
    options.input = input.read;
    options.output = output.write;
    must(start_child(&options, &process, "make"), "CreateProcess");
    close_end(&input.read);
    close_end(&output.write);
    inside = value_of(take(output.read, 60));
    tell_outcome("D-dup-9 from a child", DuplicateHandle(process.hProcess, inside, GetCurrentProcess(), &target, 0,
                 FALSE, DUPLICATE_SAME_ACCESS));
    tell("D-dup-9 what it reads", "%s", take(target, 50));
    CloseHandle(target);
    close_end(&input.write);
    waited = WaitForSingleObject(process.hProcess, INFINITE);
    tell("D-dup-9 the child has ended", "%u", (unsigned)waited);
    tell_outcome("D-dup-9 from one that has ended",
                 DuplicateHandle(process.hProcess, inside, GetCurrentProcess(), &target, 0, FALSE,
                                 DUPLICATE_SAME_ACCESS));
    tell_outcome("D-dup-9 into one that has ended",
                 DuplicateHandle(GetCurrentProcess(), ends.read, process.hProcess, &target, 0, FALSE,
                                 DUPLICATE_SAME_ACCESS));
    tell("D-dup-9 its exit code", "%u", end_of(&process));
    close_pipe(&input);
    close_pipe(&output);
    close_pipe(&ends);
}

/* ---- flags and closing ---- */

static void flags_and_closing(void)
{
    pipe_ends ends = new_pipe(FALSE);
    start_options inheriting = {0};
    DWORD flags = 77;

    tell_outcome("D-hinfo-1 inherit", SetHandleInformation(ends.read, 1, 1));
    tell("D-hinfo-1 flags", "%u", flags_of(ends.read));
    tell_outcome("D-hinfo-1 protect", SetHandleInformation(ends.read, 2, 3));
    tell("D-hinfo-1 flags", "%u", flags_of(ends.read));
    tell_outcome("D-hinfo-1 only the mask", SetHandleInformation(ends.read, 1, 2));
    tell("D-hinfo-1 flags", "%u", flags_of(ends.read));
    tell_outcome("D-hinfo-1 unknown bits", SetHandleInformation(ends.read, 0xF8, 0xFF));
    tell("D-hinfo-1 flags", "%u", flags_of(ends.read));
    tell_outcome("D-hinfo-2 close", CloseHandle(ends.read));
    tell("D-hinfo-2 stays open", "%u", flags_of(ends.read));
    must(SetHandleInformation(ends.read, 3, 3), "SetHandleInformation");
    inheriting.inherit = TRUE;
    tell("D-hinfo-2 the child's flags", "%u", run_child(&inheriting, "flags %u", number_of(ends.read)));
    tell("D-hinfo-2 the child's close", "%u", run_child(&inheriting, "close %u", number_of(ends.read)));
    must(SetHandleInformation(ends.read, 3, 0), "SetHandleInformation");
    tell_outcome("D-hinfo-3 of -1", GetHandleInformation(INVALID_HANDLE_VALUE, &flags));
    tell_outcome("D-hinfo-3 of NULL", GetHandleInformation(NULL, &flags));
    tell_outcome("D-hinfo-3 of a closed one", GetHandleInformation(closed_handle(), &flags));
    tell_outcome("D-hinfo-3 set of NULL", SetHandleInformation(NULL, 1, 1));
    tell_outcome("D-hinfo-3 set of a made-up one", SetHandleInformation(made_up(0x7FFFFF0), 1, 1));

    put(ends.write, "unread");
    tell_outcome("D-close-2 unread data", CloseHandle(ends.read));
    tell_outcome("D-close-1 twice", CloseHandle(ends.read));
    tell_outcome("D-close-1 the other end", CloseHandle(ends.write));
    tell_outcome("D-close-1 NULL", CloseHandle(NULL));
    tell_outcome("D-close-1 made up", CloseHandle(made_up(0x7FFFFF0)));
    tell_outcome("D-close-1 -1", CloseHandle(INVALID_HANDLE_VALUE));
    tell_outcome("D-close-1 -2", CloseHandle(GetCurrentThread()));
    tell("D-close-1 -1 still works", "%s", GetProcessId(GetCurrentProcess()) == GetCurrentProcessId() ? "yes" : "no");
}

/* ---- standard handles ---- */

static void std_values(void)
{
    HANDLE before = GetStdHandle(STD_ERROR_HANDLE), closed = closed_handle();
    pipe_ends ends = new_pipe(FALSE);

    tell_outcome("D-std-1 get of another", GetStdHandle(5) != INVALID_HANDLE_VALUE);
    tell_outcome("D-std-1 get of 0", GetStdHandle(0) != INVALID_HANDLE_VALUE);
    tell_outcome("D-std-1 set of another", SetStdHandle((DWORD)-13, ends.read));
    tell_outcome("D-std-2 NULL", SetStdHandle(STD_ERROR_HANDLE, NULL));
    tell("D-std-2 is kept", "%u", number_of(GetStdHandle(STD_ERROR_HANDLE)));
    tell_outcome("D-std-2 -1", SetStdHandle(STD_ERROR_HANDLE, INVALID_HANDLE_VALUE));
    tell("D-std-2 is kept", "%s", GetStdHandle(STD_ERROR_HANDLE) == INVALID_HANDLE_VALUE ? "yes" : "no");
    tell_outcome("D-std-2 nonsense", SetStdHandle(STD_ERROR_HANDLE, made_up(123457)));
    tell("D-std-2 is kept", "%u", number_of(GetStdHandle(STD_ERROR_HANDLE)));
    tell_outcome("D-std-2 closed", SetStdHandle(STD_ERROR_HANDLE, closed));
    tell_outcome("D-std-2 an end", SetStdHandle(STD_ERROR_HANDLE, ends.write));
    tell_outcome("D-std-2 another in its place", SetStdHandle(STD_ERROR_HANDLE, ends.read));
    tell_outcome("D-std-2 the replaced one is open", put(ends.write, "x"));
    tell_outcome("D-std-2 the set one closed", CloseHandle(ends.read));
    tell("D-std-2 stays", "%s", GetStdHandle(STD_ERROR_HANDLE) == ends.read ? "yes" : "no");
    ends.read = NULL;
    tell_outcome("D-std-2 and back", SetStdHandle(STD_ERROR_HANDLE, before));
    tell("D-std-2 the first one works", "%s", GetStdHandle(STD_ERROR_HANDLE) == before ? "yes" : "no");
    close_pipe(&ends);
}

/* What a child has, started like this, that is told the three values. */
static const char *child_handles(start_options options, HANDLE input, HANDLE output, HANDLE error)
{
    static char text[64];
    pipe_ends report = new_pipe(TRUE);
    HANDLE in = duplicate_of(report.write, TRUE);
    unsigned code;
    SetHandleInformation(report.read, HANDLE_FLAG_INHERIT, 0);
    close_end(&report.write);
    code = run_child(&options, "std %u %u %u %u", number_of(in), number_of(input), number_of(output), number_of(error));
    CloseHandle(in);
    snprintf(text, sizeof text, "%s, %u", take(report.read, 60), code);
    close_pipe(&report);
    return text;
}

static void std_of_children(void)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE), output = GetStdHandle(STD_OUTPUT_HANDLE),
        error = GetStdHandle(STD_ERROR_HANDLE);
    pipe_ends open = new_pipe(TRUE), kept = new_pipe(FALSE), out = new_pipe(TRUE);
    start_options options = {0};

    SetHandleInformation(out.read, HANDLE_FLAG_INHERIT, 0);
    options.inherit = options.use_handles = TRUE;
    options.input = open.read;
    options.output = open.write;
    options.error = out.write;
    tell("D-std-3 all three", "%s", child_handles(options, open.read, open.write, out.write));
    options.error = NULL;
    tell("D-std-3 one is NULL", "%s", child_handles(options, open.read, open.write, NULL));
    options.input = open.write;
    options.error = open.write;
    tell("D-std-10 one is all", "%s", child_handles(options, open.write, open.write, open.write));
    options.error = kept.write;
    tell("D-std-5 one is not inheritable", "%s", child_handles(options, open.write, open.write, NULL));

    SetStdHandle(STD_INPUT_HANDLE, open.read);
    SetStdHandle(STD_OUTPUT_HANDLE, open.write);
    SetStdHandle(STD_ERROR_HANDLE, open.write);
    options.use_handles = FALSE;
    options.input = options.output = options.error = out.write;
    tell("D-std-4 set, inheriting; D-std-3 the fields are ignored", "%s", child_handles(options, open.read, open.write,
         open.write));
    SetStdHandle(STD_INPUT_HANDLE, NULL);
    tell("D-std-4 set to NULL", "%s", child_handles(options, NULL, open.write, open.write));
    options.flags = DETACHED_PROCESS;
    tell("D-std-9 DETACHED_PROCESS", "%s", child_handles(options, NULL, NULL, NULL));
    options.flags = 0;

    /* Not inheriting, the child can say it by its standard output only. */
    ZeroMemory(&options, sizeof options);
    SetStdHandle(STD_INPUT_HANDLE, input);
    SetStdHandle(STD_ERROR_HANDLE, error);
    SetStdHandle(STD_OUTPUT_HANDLE, kept.write);
    tell("D-std-6 not inheriting, one that is not inheritable", "%u", run_child(&options, "say copied"));
    tell("D-std-6 what came", "%s", available(kept.read) > 0 ? take(kept.read, 20) : "nothing");
    options.use_handles = TRUE;
    options.input = options.output = options.error = open.write;
    tell("D-std-8 not inheriting, with the flag", "%u", run_child(&options, "say dead") == 0);
    tell("D-std-8 what came", "%s", available(open.read) > 0 ? take(open.read, 20) : "nothing");
    SetStdHandle(STD_OUTPUT_HANDLE, output);
    close_pipe(&open);
    close_pipe(&kept);
    close_pipe(&out);
}

int main(int argc, char **argv)
{
    if (argc > 2 && strcmp(argv[1], "--child") == 0) {
        return child(argc - 2, argv + 2);
    }
    raise_values();
    std_values();
    if (!is_alone(argc, argv)) {
        duplicating();
        other_processes();
        flags_and_closing();
        std_of_children();
    }
    return 0;
}
