package io.hv.testkit.junit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is said when a machine ends that was waited for. */
class WatchTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** A transient domain after its end, on a host that does not know it any more. */
    private static Domain gone() {
        return (Domain) Proxy.newProxyInstance(
                WatchTest.class.getClassLoader(), new Class<?>[] {Domain.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("name")) {
                        return "gone";
                    }
                    throw new NotFoundException("there is no domain 'gone'", "");
                });
    }

    @Test
    void aMachineThatIsGoneHasEnded() {
        Domain gone = gone();
        InvalidStateException whoAsks = assertThrows(
                InvalidStateException.class,
                () -> Readiness.of("it", (domain, longest) -> domain.state()).await(gone, PATIENCE));
        assertTrue(String.valueOf(whoAsks.getMessage()).startsWith("'gone' has ended"), whoAsks::toString);
        InvalidStateException whoWatches = assertThrows(
                InvalidStateException.class,
                () -> Readiness.of("it", (domain, longest) -> new CountDownLatch(1).await())
                        .await(gone, PATIENCE));
        assertTrue(String.valueOf(whoWatches.getMessage()).startsWith("'gone' has ended"), whoWatches::toString);
    }
}
