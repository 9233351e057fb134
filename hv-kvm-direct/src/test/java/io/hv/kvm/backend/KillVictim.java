package io.hv.kvm.backend;

import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.StartFlag;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.contract.OwnRoot;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Another process, to be killed at any moment: again and again it forks a machine that writes its disk, and saves another
 * one in the place of the last. It says what it has done, a line each.
 */
final class KillVictim {

    /** What it has: the disk that is written, the one that overlays lie on, the file that a machine is saved to. */
    static final String WRITTEN = "written.raw";

    static final String THROWN_AWAY = "thrown-away.raw";
    static final String SAVED = "saved.hv";
    static final String OVERLAYS = "overlays";

    static final int REQUESTS = 4;
    static final int SECTORS = REQUESTS * 8;

    private final Host host;
    private final Path folder;

    private KillVictim(Host host, Path folder) {
        this.host = host;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        try (Host host = Host.open(OwnRoot.URI)) {
            KillVictim victim = new KillVictim(host, Path.of(arguments[0]));
            victim.round(0);
            say("ready");
            // Whoever is to kill it comes now.
            if (System.in.read() < 0) {
                return;
            }
            for (int i = 1; ; i++) {
                victim.round(i);
            }
        }
    }

    private static void say(String what) {
        System.out.println(what);
        System.out.flush();
    }

    private void round(int number) {
        write(number);
        say("written " + number);
        save(number);
        say("saved " + number);
    }

    private DiskSpec disk(String name) {
        return DiskSpec.of(DiskSource.file(HostPath.of(folder.resolve(name))));
    }

    /** The guest writes while clones stand on its disk; when it has ended, and they too, the image has it all. */
    private void write(int number) {
        SmallGuest guest = SmallGuests.virtioBlkPci()
                .with("first", (long) number * SECTORS)
                .with("requests", REQUESTS);
        try (TransientDomain domain =
                        host.create(Saves.spec(guest).disk(disk(WRITTEN)).build(), StartFlag.PAUSED);
                Clones clones = domain.cloneAs(CloneSpec.live().count(2)).await(Saves.PATIENCE)) {
            domain.resume();
            Object unused = domain.awaitEnd(Saves.PATIENCE);
            clones.close();
        }
    }

    private void save(int number) {
        SmallGuest guest = SmallGuests.virtioBlkPci().with("requests", 100);
        try (TransientDomain domain = host.create(Saves.spec(guest)
                .name("victim-" + number)
                .disk(disk(THROWN_AWAY).throwaway())
                .build())) {
            Saves.await(domain, "blk sectors ");
            Saves.save(domain, folder.resolve(SAVED));
        }
    }
}
