package io.hv.mem;

import io.hv.CloneItem;
import io.hv.backend.CloneFacts;
import io.hv.backend.MachineImage;
import io.hv.backend.SavedDomain;
import io.hv.backend.SavedMachine;
import io.hv.backend.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A moment of a guest of {@code mem:}.
 *
 * @param guest what it plays
 * @param typed all that was typed
 * @param line what was typed since the last end of a line
 * @param obedient whether it listens when it is asked to shut down
 * @param files where it is written to
 * @param injections what is to go wrong then
 */
record MemImage(
        MemGuest guest,
        String typed,
        String line,
        boolean obedient,
        Map<Path, SavedMachine> files,
        Injections injections)
        implements MachineImage {

    static final CloneFacts FACTS = new CloneFacts(
            List.of(),
            List.of(CloneItem.of("guest", "what it plays and what was typed so far are the original's")),
            List.of(),
            0,
            0);

    @Override
    public CloneFacts facts() {
        return FACTS;
    }

    @Override
    public void write(Path file, SavedDomain about, Work.Progress progress) {
        injections.called(MemOperation.SAVE);
        progress.done(1);
        progress.check();
        files.put(file, new SavedMachine(about, this));
    }

    @Override
    public void close() {
        // A moment in memory holds nothing that would have to be released.
    }
}
