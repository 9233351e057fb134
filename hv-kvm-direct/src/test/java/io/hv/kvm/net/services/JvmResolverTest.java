package io.hv.kvm.net.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.IpAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class JvmResolverTest {

    @Test
    void whatTheHostKnows() throws ExecutionException, InterruptedException, TimeoutException {
        try (JvmResolver resolver = new JvmResolver()) {
            List<IpAddress> addresses =
                    resolver.addresses("localhost").toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertTrue(addresses.contains(IpAddress.parse("127.0.0.1")), addresses::toString);
            // RFC 6761, 6.4: nobody has such a name.
            assertEquals(
                    List.of(),
                    resolver.addresses("none.invalid").toCompletableFuture().get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatIsClosedFails() {
        JvmResolver resolver = new JvmResolver();
        resolver.close();
        assertThrows(
                CompletionException.class,
                () -> resolver.addresses("localhost").toCompletableFuture().join());
    }
}
