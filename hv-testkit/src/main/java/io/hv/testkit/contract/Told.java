package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.HypervisorException;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;

/** What an error must say. */
final class Told {

    private Told() {}

    /** It names what it is about, and what to do. */
    static void of(HypervisorException error, String subject) {
        assertTrue(String.valueOf(error.getMessage()).contains(subject), error::getMessage);
        assertFalse(error.remedy().isBlank(), "what to do");
    }

    /** The call ends with that error, which names what it is about. */
    static void by(Class<? extends HypervisorException> type, String subject, Executable call) {
        of(assertThrows(type, call), subject);
    }

    /** Each of these calls does. */
    static void byAll(Class<? extends HypervisorException> type, String subject, Map<String, Executable> calls) {
        calls.forEach((name, call) -> of(assertThrows(type, call, name), subject));
    }
}
