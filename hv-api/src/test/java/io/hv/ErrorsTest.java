package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsTest {

    @Test
    void theMessageEndsWithTheRemedy() {
        for (HypervisorException error : List.of(
                new NotFoundException("what", "do that"),
                new AlreadyExistsException("what", "do that"),
                new InvalidStateException("what", "do that"),
                new ClosedException("what", "do that"),
                new OperationCancelledException("what", "do that"),
                new OperationTimeoutException("what", "do that", ""),
                new AgentException("what", "do that", "GenericError", "no", null),
                new HostFailureException("what", "do that", "open /dev/kvm", 13, null),
                new HostUnavailableException("what", "do that", "open /dev/kvm", 13, null))) {
            assertEquals("what [do that]", error.getMessage());
            assertEquals("do that", error.remedy());
        }
    }

    @Test
    void withoutARemedyThereIsNone() {
        assertEquals("what", new NotFoundException("what", "").getMessage());
    }

    @Test
    void unsupportedSaysWhatTheSupportSays() {
        UnsupportedFeatureException error = new UnsupportedFeatureException(
                "the host x:///", Feature.RESET, Support.no("it is too old", "update it"));
        assertEquals("the host x:/// does not support reset: it is too old [update it]", error.getMessage());
        assertEquals("update it", error.remedy());
        assertEquals(Feature.RESET, error.feature());
    }

    @Test
    void aTimeoutShowsItsEvidence() {
        OperationTimeoutException error = new OperationTimeoutException("no 'login:'", "wait longer", "Kernel panic");
        assertEquals("Kernel panic", error.evidence());
        assertTrue(String.valueOf(error.getMessage()).contains("Kernel panic"), error.getMessage());
    }

    @Test
    void anInterruptSetsTheFlagAgain() {
        assertFalse(Thread.interrupted());
        InterruptedOperationException error = new InterruptedOperationException("start of 'web'");
        assertTrue(Thread.interrupted());
        assertEquals("start of 'web' was interrupted", error.getMessage());
    }

    @Test
    void aHostFailureKnowsOperationAndCode() {
        HostFailureException error = new HostFailureException("m", "r", "ioctl KVM_RUN", 14, null);
        assertEquals("ioctl KVM_RUN", error.operation());
        assertEquals(14, error.code());
    }

    @Test
    void anInvalidSpecNeedsAFault() {
        assertThrows(IllegalArgumentException.class, () -> new InvalidSpecException("x", List.of()));
    }

    @Test
    void featureIds() {
        assertEquals("boot-linux", Feature.BOOT_LINUX.toString());
        for (String bad : List.of("", "A", "a_b", "-a", "a-", "a--b", "1a")) {
            assertThrows(IllegalArgumentException.class, () -> new Feature(bad), bad);
        }
    }
}
