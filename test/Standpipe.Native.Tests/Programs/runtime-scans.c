/* sscanf as Windows' programs write its formats. */
#define __USE_MINGW_ANSI_STDIO 0
#include "runtime.h"

int main(void)
{
    int number = 0;
    DWORD guarded[3] = {0x11111111, 0, 0x22222222};
    LONG signed_number = 0;
    LONGLONG large = 0;
    short small = 0;
    float single = 0;
    double real = 0;
    void *pointer = NULL;
    char text[20] = "";
    HERE("integers");
    SHOW(sscanf("4294967295", "%lu", &guarded[1]));
    printf("%x %x %x\n", guarded[0], guarded[1], guarded[2]); /* nothing beside it */
    SHOW(sscanf("-7 0x1F", "%ld %lx", &signed_number, &guarded[1]));
    printf("%d %u\n", (int)signed_number, (unsigned)guarded[1]);
    SHOW(sscanf("-9000000000 17", "%I64d %hd", &large, &small));
    printf("%I64d %d\n", large, small);
    SHOW(sscanf("ff 12", "%I64x%n", &large, &number));
    printf("%I64d %d\n", large, number);
    HERE("others");
    SHOW(sscanf("word 1.5 2.25", "%s %f %lf", text, &single, &real));
    printf("%s %.2f %.2f\n", text, single, real);
    SHOW(sscanf("0000ABCD", "%p", &pointer));
    printf("%x\n", (unsigned)(ULONG_PTR)pointer);
    SHOW(sscanf("77,xyz]", "%d,%[a-z]", &number, text));
    printf("%d %s\n", number, text);
    SHOW(sscanf("a]b-c", "%[]a-b]", text));
    TEXT_OF(text);
    SHOW(sscanf("5 6", "%*d %d", &number));
    SHOW(number);
    SHOW(sscanf("12345", "%3d%s", &number, text));
    printf("%d %s\n", number, text);
    SHOW(sscanf("100% done", "%d%% %s", &number, text));
    TEXT_OF(text);
    HERE("nothing");
    SHOW(sscanf("x", "%d", &number));
    SHOW(sscanf("", "%d", &number));
    return 0;
}
