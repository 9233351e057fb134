package io.hv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExecSpecTest {

    @Test
    void everyPartIsKept() {
        byte[] input = {1, 2};
        ExecSpec spec = ExecSpec.of("/bin/ls", "-l")
                .environment("B", "2")
                .environment("A", "1")
                .input(input)
                .withoutOutput()
                .timeout(Duration.ofSeconds(3));
        input[0] = 9;
        assertEquals(List.of("/bin/ls", "-l"), spec.command());
        assertEquals(List.of("B", "A"), List.copyOf(spec.environment().keySet()));
        assertEquals(Map.of("A", "1", "B", "2"), spec.environment());
        assertArrayEquals(new byte[] {1, 2}, spec.input());
        assertFalse(spec.isCaptured());
        assertEquals(Duration.ofSeconds(3), spec.timeout());
        assertEquals(spec, spec.input(new byte[] {1, 2}));
        assertEquals(spec.hashCode(), spec.input(new byte[] {1, 2}).hashCode());
        assertNotEquals(spec, spec.input("x"));
        assertTrue(ExecSpec.of("x").isCaptured());
        assertEquals("'/bin/ls' with 1 argument", spec.toString(), "what it is given may be secret");
    }

    @Test
    void whatNoProgramCanBeGivenIsRefused() {
        ExecSpec spec = ExecSpec.of("x");
        assertThrows(IllegalArgumentException.class, () -> ExecSpec.of());
        assertThrows(IllegalArgumentException.class, () -> ExecSpec.of(""));
        assertThrows(IllegalArgumentException.class, () -> ExecSpec.of("x", "a\0b"));
        assertThrows(IllegalArgumentException.class, () -> spec.environment("", "x"));
        assertThrows(IllegalArgumentException.class, () -> spec.environment("a=b", "x"));
        assertThrows(IllegalArgumentException.class, () -> spec.environment("a", "\0"));
        assertThrows(IllegalArgumentException.class, () -> spec.timeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> spec.input(new byte[(128 << 10) + 1]));
    }

    @Test
    void aResultTellsHowItEnded() {
        ExecResult result = ExecResult.exited(0).output("h\u00e4".getBytes(StandardCharsets.UTF_8), true);
        assertTrue(result.isSuccess());
        assertEquals("h\u00e4", result.outputText());
        assertEquals("", result.errorsText());
        assertTrue(result.isOutputTruncated());
        assertFalse(result.isErrorsTruncated());
        assertEquals("exit code 0, 3 bytes of output, 0 of errors", result.toString());
        assertFalse(ExecResult.exited(1).isSuccess());
        assertEquals(OptionalInt.of(9), ExecResult.killed(9).signal());
        assertFalse(ExecResult.killed(0).isSuccess());
        assertEquals(
                "signal 9, 0 bytes of output, 0 of errors", ExecResult.killed(9).toString());
    }

    @Test
    void aSpecWithAnAgentIsAnother() {
        DomainSpec plain = DomainSpec.named("web").build();
        DomainSpec with = plain.edit(DomainSpec.Builder::agent);
        assertFalse(plain.hasAgent());
        assertTrue(with.hasAgent());
        assertNotEquals(plain, with);
        assertEquals(plain, with.edit(b -> b.agent(false)));
        assertTrue(with.edit(b -> b.vcpus(2)).hasAgent());
        assertTrue(with.toString().endsWith(", agent"), with::toString);
    }
}
