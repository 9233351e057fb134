package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.ClockPolicy;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.StateReason;
import io.hv.kvm.VirtioTransport;
import java.nio.file.Path;
import java.time.Instant;

/** A stock Linux with two processors that writes to its root disk all the time, and can tell whether all is as it wrote it. */
final class BusyLinux {

    private static final String RESEEDED = "crng reseeded due to virtual machine fork";

    /** Both work until there is a file /stop: write a file, sync it, and only then say what should be in it. */
    private static final String WORKER = "w() { mkdir -p /w$1; i=0; while [ ! -e /stop ]; do n=$((i % 4));"
            + " dd if=/dev/urandom of=/w$1/$n bs=16k count=4 conv=fsync 2>/dev/null;"
            + " sha256sum /w$1/$n >/w$1/$n.new; sync; mv /w$1/$n.new /w$1/$n.sum;"
            + " i=$((i + 1)); echo $i >/tmp/count$1; done; touch /tmp/over$1; }; echo 0 >/tmp/count1; echo 0 >/tmp/count2; w 1 & w 2 &";

    /** Waits until each worker has done two more rounds. */
    private static final String GOES_ON = "a=$(cat /tmp/count1); b=$(cat /tmp/count2);"
            + " while [ $(cat /tmp/count1) -lt $((a + 2)) ] || [ $(cat /tmp/count2) -lt $((b + 2)) ]; do usleep 50000; done;"
            + " echo on";

    /** Ends the work, and counts what is not what it should be. */
    private static final String DAMAGE =
            "touch /stop; while [ ! -e /tmp/over1 ] || [ ! -e /tmp/over2 ]; do usleep 50000; done; cat /w1/*.sum /w2/*.sum | sha256sum -c 2>/dev/null | grep -vc OK";

    private BusyLinux() {}

    static DomainSpec spec(Path disk, ClockPolicy clock) {
        return RootDisk.spec(RootDisk.kernel("hv.test.kernel.next"), disk, VirtioTransport.PCI)
                .edit(builder -> builder.clock(clock));
    }

    /** The shell of a Linux that has begun its work. */
    static StockLinux working(Domain domain) {
        StockLinux linux = StockLinux.of(domain).isUp();
        linux.type("mount -t tmpfs tmp /tmp");
        linux.type(WORKER);
        goesOn(linux, "at the start");
        return linux;
    }

    /** Returns when both of its workers have done more. */
    static void goesOn(StockLinux linux, String when) {
        assertEquals("on", linux.ask(GOES_ON), when);
    }

    /** Ends the work of a machine, and the machine; all is well with its disk. */
    static void endsWell(Domain domain, StockLinux linux) {
        assertEquals("0", linux.ask(DAMAGE), "files that are not what they should be");
        assertEquals("0", linux.ask("dmesg | grep -c -e 'EXT4-fs error' -e 'Call Trace'"));
        linux.type("sync; mount -o remount,ro /; poweroff -f");
        assertEquals(StateReason.SHUT_DOWN, domain.awaitEnd(StockLinux.PATIENCE).reason());
    }

    /** How far the guest's wall clock is from the host's, in seconds; the question takes a moment. */
    static double ahead(StockLinux linux) {
        Instant before = Instant.now();
        double guest = Double.parseDouble(linux.ask("date +%s")) + 0.5;
        Instant after = Instant.now();
        double host = (before.toEpochMilli() + after.toEpochMilli()) / 2000.0;
        double unsure = (after.toEpochMilli() - before.toEpochMilli()) / 2000.0 + 0.5;
        double ahead = guest - host;
        return Math.abs(ahead) <= unsure ? 0 : ahead - Math.signum(ahead) * unsure;
    }

    /** 16 bytes that the kernel gives once it has said that it knows what it is. */
    static String random(StockLinux linux) {
        String wait = "while ! dmesg | grep -q '" + RESEEDED + "'; do usleep 50000; done";
        return linux.ask(wait + "; head -c 16 /dev/urandom | sha256sum | cut -c 1-32");
    }
}
