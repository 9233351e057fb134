package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is one line that says what and why, and one that says what to do. */
class ErrorsTest {

    @Test
    void anUnknownSchemeIsOneLineAndARemedy() {
        Typed typed = Typed.hv("list", "--uri", "foo:///");
        assertEquals(1, typed.status());
        assertEquals("", typed.out());
        String[] lines = typed.err().split("\n", -1);
        assertTrue(lines[0].startsWith("hv: no backend for the scheme 'foo'"), typed.err());
        assertEquals("    add a backend that knows it to the class path", lines[1]);
        assertEquals(3, lines.length, typed.err());
    }

    @Test
    void verboseShowsWhere() {
        Typed typed = Typed.hv("list", "--verbose", "--uri", "foo:///");
        assertEquals(1, typed.status());
        assertTrue(typed.err().contains("\tat io.hv."), typed.err());
    }

    @Test
    void withoutVerboseThereIsNoStackTrace() {
        assertFalse(Typed.hv("list", "--uri", "foo:///").err().contains("\tat "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run | give one of",
                "run --elf a --binary b | give one of",
                "run --elf a --initrd b | --initrd goes with --kernel",
                "run --elf a --append b | --append goes with --kernel or --multiboot",
                "run --elf a --module b | --module goes with --multiboot",
                "run --elf a --at real@0 | --at goes with --binary",
                "run --binary a --at 0x7c00 | MODE@ADDR",
                "run --binary a --at virtual@0x7c00 | MODE@ADDR",
                "run --binary a --at real@here | MODE@ADDR",
                "run --elf a --memory 12Q | not a size: '12Q'",
                "run --elf a --vcpus many | 'many'",
                "run --guest nobody | no small guest is called 'nobody'; there are hello-real",
                "dmo | Did you mean: hv demo",
            })
    void wrongUseSaysWhatIsWrongAndWhereToRead(String arguments, String message) {
        Typed typed = Typed.hv(arguments.split(" "));
        assertEquals(2, typed.status());
        assertTrue(typed.err().startsWith("hv: "), typed.err());
        assertTrue(typed.err().contains(message), typed.err());
        assertTrue(typed.err().endsWith("--help shows how it goes\n"), typed.err());
    }
}
