package io.hv.bench;

import io.hv.guests.SmallGuest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What all benchmarks are given.
 *
 * @param options the command line
 * @param peer the compiled peer
 * @param folder for files that the peer reads
 */
record Setting(Options options, Path peer, Path folder) {

    /** The exits that are taken before the first time is noted: the way out of a pause is not measured. */
    static final int LEAD = 200;

    /** A peer with this guest on {@code /dev/kvm}. */
    Peer peer(String mode, SmallGuest guest) {
        return Peer.start(
                peer, mode, file(guest.name(), guest.bytes()), String.format(Locale.ROOT, "%x", guest.loadAddress()));
    }

    /** A peer that loops over one exit. */
    Peer loopPeer(Access access) {
        return Peer.start(peer, "loop", file(access.name(), access.runPage()));
    }

    /** A file with this content. */
    Path file(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets both sides take their turns, after a warm-up of both. */
    Comparison compare(Side java, Side c) {
        for (int done = 0; done < options.warmup; done += options.exits) {
            java.run(LEAD, options.exits, 1);
        }
        c.run(LEAD, options.exits, 1);
        Pairs pairs = Pairs.take(
                options.pairs,
                options.seed,
                () -> java.run(LEAD, options.exits, 1),
                () -> c.run(LEAD, options.exits, 1));
        return Comparison.of(pairs, options.exits);
    }
}
