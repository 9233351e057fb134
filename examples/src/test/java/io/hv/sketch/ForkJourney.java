package io.hv.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.ByteSize;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Boot once, fork for every test. */
@SuppressWarnings("JUnit4TestNotRun") // a sketch: it compiles, and nothing can run it yet
final class ForkJourney {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HostPath KERNEL = HostPath.of("/boot/vmlinuz");
    private static final HostPath INITRD = HostPath.of("/boot/initrd.img");
    private static final HostPath DISK = HostPath.of("/var/lib/images/database.qcow2");

    private ForkJourney() {}

    // program
    @HvTest
    static class Durability {

        @Golden
        static GoldenMachine database() {
            return GoldenMachine.of(DomainSpec.named("database")
                            .memory(ByteSize.mib(512))
                            .boot(LinuxBoot.kernel(KERNEL).initrd(INITRD).append("root=/dev/vda console=ttyS0"))
                            .disk(DiskSpec.image(DISK).throwaway())
                            .build())
                    .ready(Readiness.port(5432), PATIENCE)
                    .exec("createdb", "shop");
        }

        @Test
        void whatIsCommittedSurvivesAPowerCut(@Fresh Domain database) {
            sql(database, "create table orders (id int); insert into orders values (1)");
            database.reset();
            database.awaitReady(Readiness.port(5432), PATIENCE);
            assertEquals("1", sql(database, "select count(*) from orders"));
        }

        @Test
        void aFullDiskStopsNobodyFromReading(@Fresh Domain database) {
            database.agent().exec("dd", "if=/dev/zero", "of=/var/lib/filler");
            assertEquals("1", sql(database, "select 1"));
        }

        private static String sql(Domain database, String statement) {
            return database.agent()
                    .exec("psql", "-Atc", statement, "shop")
                    .orThrow()
                    .output()
                    .strip();
        }
    }
    // end

    // program
    /** One moment, two futures: each way of dying is tried on the very same state. */
    static void endings(Domain writer) {
        try (TransientDomain cut = writer.fork()) {
            cut.reset();
            assertConsistent(cut);
        }
        try (TransientDomain killed = writer.fork()) {
            killed.agent().exec("pkill", "-9", "writer");
            assertConsistent(killed);
        }
    }
    // end

    // program
    /** Without JUnit: eight copies of one moment, on one machine's memory. */
    static void search(Host host, DomainSpec spec) {
        try (TransientDomain golden = host.create(spec)) {
            golden.awaitReady(Readiness.console("login:"), PATIENCE);
            try (Clones workers = golden.cloneAs(CloneSpec.live().count(8).naming("worker-%d"))
                    .await(PATIENCE)) {
                for (Domain worker : workers.domains()) {
                    worker.agent().exec("search", "--part", worker.name()).orThrow();
                }
                workers.report().shared().forEach(System.out::println);
            }
        }
    }
    // end

    private static void assertConsistent(Domain domain) {
        assertEquals(0, domain.agent().exec("check-database").exitCode());
    }
}
