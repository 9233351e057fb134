package io.hv.backend;

import io.hv.AlreadyExistsException;
import io.hv.CloneItem;
import io.hv.ClonePlan;
import io.hv.CloneReport;
import io.hv.CloneSpec;
import io.hv.Clones;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.InvalidStateException;
import io.hv.NicSpec;
import io.hv.Origin;
import io.hv.StateReason;
import io.hv.TransientDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes machines from a moment of another one, for one handle of a host. All that are asked for come to be, or none. */
final class Cloning {

    private static final List<CloneItem> IDENTITY = List.of(
            CloneItem.of("name", "each has one of its own"),
            CloneItem.of("uuid", "each has one of its own, as the host knows it"),
            CloneItem.of("console", "each has one of its own, which begins at that moment"));

    private final EmbeddedHost host;
    private final World world;

    Cloning(EmbeddedHost host, World world) {
        this.host = host;
        this.world = world;
    }

    // ---- before

    ClonePlan plan(LiveDomain original, CloneSpec spec) {
        CloneFacts facts = original.ask("a plan of clones", Machine::cloneFacts);
        DomainSpec present = original.present();
        List<NicSpec> unused = spec.nics(present.nics());
        return ClonePlan.of(names(present, spec), reset(facts), facts.kept(), facts.obstacles(), facts.pages());
    }

    /** What they would be called: those of the pattern, or what is free. */
    private List<String> names(DomainSpec original, CloneSpec spec) {
        List<String> wanted = spec.names();
        if (!wanted.isEmpty()) {
            return wanted;
        }
        return freeNames(original).limit(spec.count()).toList();
    }

    private Stream<String> freeNames(DomainSpec original) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> original.name() + "-" + number)
                .filter(name -> world.find(name).isEmpty());
    }

    private static List<CloneItem> reset(CloneFacts facts) {
        return Stream.concat(IDENTITY.stream(), facts.reset().stream()).toList();
    }

    // ---- clones

    /** Of a domain that is active. */
    Clones of(LiveDomain original, CloneSpec spec, Work.Progress progress) {
        List<LiveDomain> clones = new ArrayList<>();
        try {
            // Names first: they are what fails most often, and the original need not stand still for it.
            reserve(original.present(), spec, clones);
            progress.check();
            progress.stage("taking the moment");
            try (Taken taken = original.moments().take()) {
                return start(taken, spec, clones, progress);
            }
        } catch (RuntimeException | Error e) {
            throw undone(clones, e);
        }
    }

    /** Of a machine in a file. */
    Clones of(Path template, CloneSpec spec, Work.Progress progress) {
        List<LiveDomain> clones = new ArrayList<>();
        progress.stage("reading");
        SavedMachine saved = world.factory().open(template);
        try (Taken taken = new Taken(saved.about(), saved.image(), Duration.ZERO)) {
            reserve(saved.about().spec(), spec, clones);
            return start(taken, spec, clones, progress);
        } catch (RuntimeException | Error e) {
            throw undone(clones, e);
        }
    }

    private void reserve(DomainSpec original, CloneSpec spec, List<LiveDomain> clones) {
        List<String> wanted = spec.names();
        for (String name : wanted) {
            clones.add(world.add(another(original, spec, name, UUID.randomUUID())));
        }
        while (clones.size() < spec.count()) {
            String name = freeNames(original).findFirst().orElseThrow();
            try {
                clones.add(world.add(another(original, spec, name, UUID.randomUUID())));
            } catch (AlreadyExistsException e) {
                // Somebody was faster; the next name is free.
                world.requireOngoing();
            }
        }
    }

    /** What a clone is: it may write to its disks, and to nobody else's; its cards are where they are wanted. */
    private DomainSpec another(DomainSpec original, CloneSpec spec, String name, UUID uuid) {
        return world.factory()
                .cloned(original.edit(builder -> builder.name(name)
                        .uuid(uuid)
                        .nics(spec.nics(original.nics()))
                        .disks(original.disks().stream()
                                .map(disk -> disk.isReadOnly() ? disk : disk.throwaway())
                                .toList())));
    }

    /** All come to be before the first one runs. */
    private Clones start(Taken taken, CloneSpec spec, List<LiveDomain> clones, Work.Progress progress) {
        List<Origin> lineage = new ArrayList<>(taken.about().lineage());
        lineage.add(taken.about().origin());
        int made = 0;
        for (LiveDomain clone : clones) {
            // What it was when its name was reserved may have changed: devices come and go.
            DomainSpec what = another(taken.about().spec(), spec, clone.name(), clone.uuid());
            clone.definition().descendsFrom(lineage, what);
            progress.check();
            progress.stage("making '" + clone.name() + "'");
            clone.start(taken.image(), true, StateReason.CLONED, what);
            progress.done((double) ++made / clones.size());
        }
        if (taken.about().running() && !spec.isPaused()) {
            progress.check();
            clones.forEach(clone -> clone.resume(StateReason.CLONED));
        }
        List<TransientDomain> domains = clones.stream().map(host::own).toList();
        return new EmbeddedClones(domains, report(taken, clones));
    }

    private static CloneReport report(Taken taken, List<LiveDomain> clones) {
        CloneFacts facts = taken.image().facts();
        Map<String, UUID> names = new LinkedHashMap<>();
        clones.forEach(clone -> names.put(clone.name(), clone.uuid()));
        return CloneReport.of(
                taken.about().origin(),
                names,
                reset(facts),
                facts.kept(),
                facts.once() + facts.pages() * clones.size(),
                taken.pause());
    }

    private static RuntimeException undone(List<LiveDomain> clones, Throwable because) {
        clones.forEach(clone -> clone.neverWas(because));
        if (because instanceof Error error) {
            throw error;
        }
        return (RuntimeException) because;
    }

    // ---- the same machine again

    /** A machine goes on that has been saved. */
    Domain restore(Path file, Work.Progress progress) {
        progress.stage("reading");
        SavedMachine saved = world.factory().open(file);
        SavedDomain about = saved.about();
        try (MachineImage image = saved.image()) {
            progress.check();
            progress.stage("restoring '" + about.spec().name() + "'");
            LiveDomain defined = world.find(about.spec().uuid().orElseThrow())
                    .filter(LiveDomain::isPersistent)
                    .orElse(null);
            if (defined != null) {
                return restored(defined, image, about);
            }
            LiveDomain fresh = world.add(about.spec(), about.lineage());
            try {
                restore(fresh, image, about, progress);
                return host.own(fresh);
            } catch (RuntimeException | Error e) {
                throw undone(List.of(fresh), e);
            }
        }
    }

    private Domain restored(LiveDomain defined, MachineImage image, SavedDomain about) {
        DomainSpec here = defined.spec();
        if (!world.factory().isSame(here, about.defined())) {
            throw new InvalidStateException(
                    defined.subject() + " is defined as another machine than the one that was saved",
                    "define it as it was, or restore clones of it");
        }
        DomainSpec was = here.edit(
                spec -> spec.disks(about.spec().disks()).nics(about.spec().nics()));
        defined.start(image, false, StateReason.RESTORED, was);
        if (about.running()) {
            try {
                defined.resume(StateReason.RESTORED);
            } catch (RuntimeException | Error e) {
                Release release = new Release();
                release.step(defined::end);
                release.endBeneath(e);
                throw e;
            }
        }
        return new EmbeddedDomain(host, defined);
    }

    private static void restore(LiveDomain domain, MachineImage image, SavedDomain about, Work.Progress progress) {
        domain.start(image, false, StateReason.RESTORED, about.spec());
        progress.check();
        if (about.running()) {
            domain.resume(StateReason.RESTORED);
        }
    }
}
