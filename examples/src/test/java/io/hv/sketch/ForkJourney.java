package io.hv.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.HvTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What forks will do with agents and networks. */
@SuppressWarnings("JUnit4TestNotRun") // a sketch: it compiles, and nothing can run it yet
final class ForkJourney {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HostPath KERNEL = HostPath.of("/boot/vmlinuz");
    private static final HostPath INITRD = HostPath.of("/boot/initrd.img");
    private static final HostPath DISK = HostPath.of("/var/lib/images/database.img");

    private ForkJourney() {}

    // program
    @HvTest
    static class Durability {

        @Golden
        static GoldenMachine database() {
            return GoldenMachine.of(DomainSpec.named("database")
                            .memory(ByteSize.mib(512))
                            .boot(LinuxBoot.kernel(KERNEL).initrd(INITRD).append("root=/dev/vda console=ttyS0"))
                            .disk(DiskSpec.of(DiskSource.file(DISK)).throwaway())
                            .build())
                    .ready(Readiness.port(5432), PATIENCE)
                    .exec("createdb", "shop");
        }

        @Test
        void whatIsCommittedSurvivesAPowerCut(@Fresh Domain database) {
            sql(database, "create table orders (id int); insert into orders values (1)");
            database.reset();
            Readiness.port(5432).await(database, PATIENCE);
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
                    .outputText()
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

    private static void assertConsistent(Domain domain) {
        assertTrue(domain.agent().exec("check-database").isSuccess());
    }
}
