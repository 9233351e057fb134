package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.PlugFlag;
import io.hv.SpecFault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is told of an image is what the machine was in it: a device that leaves as it is taken is in neither, and in no
 * definition if that was asked for.
 */
@Timeout(60)
class MomentTest {

    private final Host host = new EmbeddedHosts("toy").open(URI.create("toy:///moment"), Factory::new);
    private final List<SavedDomain> written = new ArrayList<>();
    private final List<MachineListener> listeners = new ArrayList<>();
    /** Done as a machine goes on. */
    private Runnable onResume = () -> {};
    /** Has a disk leave as the guest lets go of it. */
    private Runnable letGo = () -> {};

    /** A machine that is reset as its image is taken, and has no disk afterwards. */
    private final class Factory implements MachineFactory {

        @Override
        public FeatureTable features() {
            return FeatureTable.of("toy", Set.of(Feature.DEFINE, Feature.DISKS, Feature.HOT_PLUG, Feature.SUSPEND));
        }

        @Override
        public List<SpecFault> check(DomainSpec spec) {
            return List.of();
        }

        @Override
        public Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener) {
            listeners.add(listener);
            Shrinking machine = new Shrinking(spec.edit(only -> only.uuid(uuid)));
            letGo = machine::shrink;
            return machine;
        }

        @Override
        public void close() {}
    }

    private final class Shrinking implements Machine {

        private DomainSpec spec;

        Shrinking(DomainSpec spec) {
            this.spec = spec;
        }

        @Override
        public DomainSpec spec() {
            return spec;
        }

        void shrink() {
            spec = spec.edit(changed -> changed.disks(List.of()));
        }

        @Override
        public void detachDisk(String target) {}

        @Override
        public MachineImage image() {
            shrink();
            return new MachineImage() {
                @Override
                public CloneFacts facts() {
                    return new CloneFacts(List.of(), List.of(), List.of(), 0, 0);
                }

                @Override
                public void write(Path file, SavedDomain about, Work.Progress progress) {
                    written.add(about);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void resume() {
            onResume.run();
        }

        @Override
        public void suspend() {}

        @Override
        public void reset() {}

        @Override
        public void requestShutdown() {}

        @Override
        public void close() {}
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        host.close();
    }

    private Domain defined() {
        Domain domain = host.define(DomainSpec.named("web")
                .memory(ByteSize.mib(8))
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(folder.resolve("a")))))
                .build());
        domain.start();
        return domain;
    }

    private static LiveDomain live(Domain domain) {
        return ((EmbeddedDomain) domain).live();
    }

    private LiveDomain started() {
        return live(defined());
    }

    @Test
    void ofOneThatRuns() {
        LiveDomain live = started();
        assertEquals(1, live.present().disks().size());
        try (Taken taken = live.moments().take()) {
            assertEquals(List.of(), taken.about().spec().disks());
            assertEquals(1, taken.about().defined().disks().size());
        }
    }

    @Test
    void ofOneThatIsPaused() {
        LiveDomain live = started();
        live.suspend();
        try (Taken taken = live.moments().take()) {
            assertEquals(List.of(), taken.about().spec().disks());
        }
    }

    @Test
    void inAFile() {
        LiveDomain live = started();
        save(live);
        assertEquals(List.of(), written.get(0).spec().disks());
    }

    /** The job that wants it out of the definition still waits for what the disk held to be given back. */
    @Test
    void aDefinitionThatFollows() {
        Domain domain = defined();
        Job<DiskSpec> job = domain.disk("vda").detach(PlugFlag.DEFINITION);
        try (Taken taken = live(domain).moments().take()) {
            assertEquals(List.of(), taken.about().defined().disks());
        }
        assertEquals(List.of(), domain.spec().disks());
        assertFalse(job.isDone());
        listeners.get(0).detached("vda", Optional.empty());
        assertEquals(Optional.of("vda"), job.await(PATIENCE).target());
    }

    @Test
    void aDefinitionThatFollowsInAFile() {
        Domain domain = defined();
        Job<DiskSpec> job = domain.disk("vda").detach(PlugFlag.DEFINITION);
        save(live(domain));
        assertEquals(List.of(), written.get(0).defined().disks());
        assertEquals(List.of(), domain.spec().disks());
        InvalidStateException ended = assertThrows(InvalidStateException.class, () -> job.await(PATIENCE));
        assertTrue(String.valueOf(ended.getMessage()).contains("given back"), ended::toString);
    }

    /** A definition's file may be long in coming, and a guest that runs does not wait for it. */
    @Test
    void aDefinitionFollowsWhenTheGuestRunsOn() {
        Domain domain = defined();
        Job<DiskSpec> unused = domain.disk("vda").detach(PlugFlag.DEFINITION);
        List<Integer> atResume = new ArrayList<>();
        onResume = () -> atResume.add(domain.spec().disks().size());
        try (Taken taken = live(domain).moments().take()) {
            assertEquals(List.of(), taken.about().defined().disks());
        }
        assertEquals(List.of(1), atResume);
    }

    /** Its disk has left, and what that held is still being given back. */
    @Test
    void aDefinitionThatFollowsAtTheEnd() {
        for (boolean byItself : List.of(false, true)) {
            Domain domain = defined();
            Job<DiskSpec> job = domain.disk("vda").detach(PlugFlag.DEFINITION);
            letGo.run();
            if (byItself) {
                listeners.get(listeners.size() - 1).ended(MachineEnd.shutDown());
                DomainStatus unused = domain.awaitEnd(PATIENCE);
            } else {
                domain.destroy();
            }
            InvalidStateException ended = assertThrows(InvalidStateException.class, () -> job.await(PATIENCE));
            assertTrue(ended.toString().contains("the definition says so"), ended::toString);
            assertEquals(List.of(), domain.spec().disks());
            domain.undefine();
        }
    }

    @Test
    void whatStaysToTheEndStaysInTheDefinition() {
        Domain domain = defined();
        Job<DiskSpec> job = domain.disk("vda").detach(PlugFlag.DEFINITION);
        domain.destroy();
        InvalidStateException ended = assertThrows(InvalidStateException.class, () -> job.await(PATIENCE));
        assertTrue(ended.toString().contains("let go"), ended::toString);
        assertEquals(1, domain.spec().disks().size());
    }

    @Test
    void nobodyWaitsForItAnyMore() {
        Domain domain = defined();
        assertTrue(domain.disk("vda").detach(PlugFlag.DEFINITION).cancel());
        try (Taken taken = live(domain).moments().take()) {
            assertEquals(1, taken.about().defined().disks().size());
        }
    }

    @Test
    void onlyThisRunIsMeant() {
        Domain domain = defined();
        Job<DiskSpec> job = domain.disk("vda").detach();
        save(live(domain));
        InvalidStateException ended = assertThrows(InvalidStateException.class, () -> job.await(PATIENCE));
        assertTrue(ended.toString().contains("given back"), ended::toString);
        assertFalse(ended.toString().contains("definition"), ended::toString);
        assertEquals(1, written.get(0).defined().disks().size());
        assertEquals(1, domain.spec().disks().size());
    }

    private void save(LiveDomain live) {
        Work.Progress progress = new Work.Progress() {
            @Override
            public void stage(String words) {}

            @Override
            public void done(double fraction) {}

            @Override
            public void check() {}
        };
        live.moments().save(folder.resolve("saved"), false, progress);
    }
}
