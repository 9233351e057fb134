package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A libvirtd of a class's own, of which each test has a host without domains. */
abstract class BlockTest {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    static PrivateLibvirtd daemon;

    @TempDir
    Path folder;

    Host host;

    @BeforeAll
    static void begin() throws IOException {
        Assumptions.assumeTrue(PrivateLibvirtd.missing() == null, () -> String.valueOf(PrivateLibvirtd.missing()));
        daemon = PrivateLibvirtd.start();
    }

    @AfterAll
    static void end() {
        if (daemon != null) {
            daemon.close();
        }
    }

    @BeforeEach
    void open() {
        host = Host.open(daemon.uri());
    }

    /** Ends and undefines all domains; no pools that were there for a while are left. */
    @AfterEach
    void close() {
        host.domains().forEach(domain -> {
            if (domain.state().isActive()) {
                domain.destroy();
            }
            domain.undefine();
        });
        assertEquals(List.of(), host.pools());
        host.close();
    }
}
