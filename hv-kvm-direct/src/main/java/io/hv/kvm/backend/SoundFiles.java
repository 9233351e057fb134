package io.hv.kvm.backend;

import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.memory.Region;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.kvm.snapshot.StateFormatException;
import io.hv.kvm.storage.FileIdentity;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Snapshot files whose RAM was read and is what was written: a template serves often, and to read it all takes long. Safe for
 * any thread.
 */
final class SoundFiles {

    private final Set<FileIdentity> sound = ConcurrentHashMap.newKeySet();

    /**
     * Requires that the RAM is as large as the state says, and what was written.
     *
     * @throws StateFormatException if it is not
     */
    void require(FileIdentity identity, SnapshotReader reader, SavedState state) {
        long size = state.regions().stream().mapToLong(Region::size).sum();
        if (size != reader.ramSize() || size != state.spec().memory()) {
            throw new StateFormatException("its RAM has another size than its machine");
        }
        if (sound.contains(identity)) {
            reader.requireIndex(state.ram());
        } else {
            reader.verifyRam(state.ram());
            boolean unused = sound.add(identity);
        }
    }
}
