package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.ptr.LongByReference;
import io.hv.ClosedException;
import io.hv.testkit.requires.RequiresLibvirt;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who waits when a host is closed is told, and closing waits for nobody who may take long. */
@Timeout(200)
class WaitsTest {

    private static final long SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void thoseThatAreThereEnd() {
        Waits waits = new Waits();
        CompletableFuture<String> stays = new CompletableFuture<>();
        CompletableFuture<String> goes = new CompletableFuture<>();
        Object unused = waits.add(stays);
        waits.remove(waits.add(goes));
        ClosedException reason = new ClosedException("the host is closed", "open it again");
        waits.end(reason);
        assertFalse(goes.isDone());
        ExecutionException ended = assertThrows(ExecutionException.class, stays::get);
        assertSame(reason, ended.getCause());
    }

    @Test
    @RequiresLibvirt
    void aConnectionWaitsForOrdinaryCallsOnly() throws Exception {
        LibvirtRuntime runtime = LibvirtRuntime.get();
        Connection connection = Connection.open(runtime, TestHosts.uri(folder));
        Connection.Lease ordinary = connection.lease();
        Connection.Lease outlasting = connection.lease();
        outlasting.mayOutlast();
        outlasting.mayOutlast();
        Thread closing = new Thread(connection::close);
        closing.start();
        await(() -> closing.getState() == Thread.State.WAITING);
        ordinary.close();
        closing.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertFalse(closing.isAlive());
        assertThrows(ClosedException.class, connection::lease);
        // What it is for goes on as before.
        LongByReference version = new LongByReference();
        assertEquals(0, runtime.calls().virConnectGetLibVersion(outlasting.pointer(), version));
        assertTrue(version.getValue() > 0);
        outlasting.close();
        outlasting.close();
        assertEquals(0, connection.leases());
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("hv/test://" + folder)));
    }

    private static void await(BooleanSupplier look) {
        long start = System.nanoTime();
        while (!look.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(SECONDS), "it does not come about");
            Thread.onSpinWait();
        }
    }
}
