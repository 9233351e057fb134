package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HypervisorException;
import io.hv.LifecycleEvent;
import io.hv.mem.MemDomain;
import io.hv.mem.MemGuest;
import io.hv.mem.MemHost;
import io.hv.mem.MemOperation;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a program's own code is tested with hv: no hypervisor, no guest, and failures when the test wants them. */
class KeeperTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final BlockingQueue<HypervisorException> givenUp = new LinkedBlockingQueue<>();

    @Test
    void startsACrashedDomainAgain() {
        try (Host host = Host.open("mem:///keeper")) {
            Domain web = running(host);
            try (Keeper keeper = new Keeper(web, givenUp::add)) {
                awaitRestart(web);
                assertEquals(DomainState.RUNNING, web.state());
            }
        }
    }

    @Test
    void triesAgainWhenTheHostFails() {
        try (Host host = Host.open("mem:///keeper")) {
            Domain web = running(host);
            MemHost faults = host.as(MemHost.class);
            faults.fail(MemOperation.START, 1, MemHost.failure("out of memory"));
            faults.fail(MemOperation.START, 2, MemHost.failure("out of memory"));
            try (Keeper keeper = new Keeper(web, givenUp::add)) {
                awaitRestart(web);
                assertTrue(givenUp.isEmpty());
            }
        }
    }

    @Test
    void givesUpAndSaysWhy() throws InterruptedException {
        try (Host host = Host.open("mem:///keeper")) {
            Domain web = running(host);
            HypervisorException last = MemHost.failure("out of memory, the third time");
            MemHost faults = host.as(MemHost.class);
            for (int call = 1; call < Keeper.ATTEMPTS; call++) {
                faults.fail(MemOperation.START, call, MemHost.failure("out of memory"));
            }
            faults.fail(MemOperation.START, Keeper.ATTEMPTS, last);
            try (Keeper keeper = new Keeper(web, givenUp::add)) {
                web.as(MemDomain.class).crash(MemGuest.panic("out of coffee"));
                assertEquals(last, givenUp.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
                assertEquals(DomainState.CRASHED, web.state());
            }
        }
    }

    private static Domain running(Host host) {
        Domain web = host.define(DomainSpec.named("web").build());
        web.start();
        return web;
    }

    private static void awaitRestart(Domain web) {
        web.host()
                .events()
                .await(
                        LifecycleEvent.class,
                        event -> event.type() == LifecycleEvent.Type.STARTED,
                        PATIENCE,
                        () -> web.as(MemDomain.class).crash(MemGuest.panic("out of coffee")));
    }
}
