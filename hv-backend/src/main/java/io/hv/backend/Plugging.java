package io.hv.backend;

import io.hv.Disk;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.Job;
import io.hv.MacAddress;
import io.hv.Nic;
import io.hv.NicSpec;
import io.hv.PlugFlag;
import io.hv.SpecFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Puts disks and network cards into a domain that is active, and takes them out, for one handle of it. */
final class Plugging {

    private final EmbeddedHost host;
    private final EmbeddedDomain domain;
    private final LiveDomain live;
    private final boolean definitionToo;

    private Plugging(EmbeddedDomain domain, PlugFlag... flags) {
        this.domain = domain;
        this.live = domain.live();
        this.host = domain.embeddedHost();
        domain.factory().features().require(live.subject(), Feature.HOT_PLUG);
        definitionToo = Set.of(flags).contains(PlugFlag.DEFINITION);
        if (definitionToo) {
            live.definition().requirePersistent();
        }
    }

    /**
     * Looks whether that can be.
     *
     * @throws io.hv.UnsupportedFeatureException where there is no hot-plug
     * @throws io.hv.InvalidStateException if the definition is to be changed, and there is none
     */
    static Plugging of(EmbeddedDomain domain, PlugFlag... flags) {
        return new Plugging(domain, flags);
    }

    Disk attach(DiskSpec disk) {
        DiskSpec named = live.change("attaching a disk", machine -> {
            Set<String> taken = taken(
                    machine,
                    spec -> spec.disks().stream()
                            .map(each -> each.target().orElseThrow())
                            .toList());
            DiskSpec complete = disk.target().isPresent() ? disk : disk.target(DiskSpec.freeTarget(taken));
            requireFree(taken, complete.target().orElseThrow(), "disk.target");
            attach(
                    machine,
                    spec -> spec.disk(complete),
                    withoutDisk(complete.target().orElseThrow()),
                    () -> machine.attach(complete));
            return complete;
        });
        return new EmbeddedDisk(domain, named);
    }

    Nic attach(NicSpec nic) {
        NicSpec named = nic.mac().isPresent() ? nic : nic.mac(MacAddress.random());
        MacAddress mac = named.mac().orElseThrow();
        return live.change("attaching a network card", machine -> {
            Set<String> taken = taken(
                    machine,
                    spec -> spec.nics().stream()
                            .map(each -> each.mac().orElseThrow().toString())
                            .toList());
            requireFree(taken, mac.toString(), "nic.mac");
            attach(machine, spec -> spec.nic(named), withoutNic(mac), () -> machine.attach(named));
            return new EmbeddedNic(domain, mac);
        });
    }

    /** The names of the machine's devices, and of the definition's where that is to have it too. */
    private Set<String> taken(Machine machine, Function<DomainSpec, List<String>> names) {
        Set<String> taken = new HashSet<>(names.apply(machine.spec()));
        if (definitionToo) {
            taken.addAll(names.apply(live.spec()));
        }
        return taken;
    }

    private void requireFree(Set<String> taken, String name, String path) {
        if (taken.contains(name)) {
            throw new InvalidSpecException(
                    "a device for " + live.subject(),
                    List.of(SpecFault.of(path, name, "another device of the domain has it", "choose another")));
        }
    }

    /** The definition first, which can be changed back. */
    private void attach(
            Machine machine,
            Consumer<DomainSpec.Builder> addition,
            UnaryOperator<DomainSpec> removal,
            Runnable action) {
        requireNoNewFaults(machine.spec(), machine.spec().edit(addition));
        if (definitionToo) {
            change(spec -> spec.edit(addition));
        }
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            if (definitionToo) {
                Release release = new Release();
                release.step(() -> live.definition().redefineActive(removal));
                release.endBeneath(e);
            }
            throw e;
        }
    }

    private void change(UnaryOperator<DomainSpec> change) {
        live.definition().redefineActive(spec -> {
            DomainSpec after = change.apply(spec);
            requireNoNewFaults(spec, after);
            return after;
        });
    }

    /** Nothing of what is there already is found fault with: a kernel's file may be gone by now. */
    private void requireNoNewFaults(DomainSpec before, DomainSpec after) {
        List<SpecFault> faults = new ArrayList<>(host.check(after));
        faults.removeAll(host.check(before));
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("a device for " + live.subject(), faults);
        }
    }

    Job<DiskSpec> detach(EmbeddedDisk disk) {
        DiskSpec spec = disk.spec();
        String target = disk.target();
        return live.detach(
                host,
                new Departures.Leaving<>(
                        "disk '" + target + "'",
                        target,
                        machine -> machine.detachDisk(target),
                        spec,
                        isChangedBy(withoutDisk(target)),
                        left(withoutDisk(target))));
    }

    Job<NicSpec> detach(EmbeddedNic nic) {
        NicSpec spec = nic.spec();
        MacAddress mac = nic.mac();
        return live.detach(
                host,
                new Departures.Leaving<>(
                        "network card " + mac,
                        mac.toString(),
                        machine -> machine.detachNic(mac),
                        spec,
                        isChangedBy(withoutNic(mac)),
                        left(withoutNic(mac))));
    }

    private static UnaryOperator<DomainSpec> withoutDisk(String target) {
        return spec -> spec.edit(changed -> changed.disks(spec.disks().stream()
                .filter(each -> each.target().filter(target::equals).isEmpty())
                .toList()));
    }

    private static UnaryOperator<DomainSpec> withoutNic(MacAddress mac) {
        return spec -> spec.edit(changed -> changed.nics(spec.nics().stream()
                .filter(each -> each.mac().filter(mac::equals).isEmpty())
                .toList()));
    }

    private static Predicate<DomainSpec> isChangedBy(UnaryOperator<DomainSpec> removal) {
        return spec -> !removal.apply(spec).equals(spec);
    }

    /** What becomes of the definition when the device has gone. */
    private Optional<Runnable> left(UnaryOperator<DomainSpec> removal) {
        return definitionToo ? Optional.of(() -> live.definition().redefineActive(removal)) : Optional.empty();
    }
}
