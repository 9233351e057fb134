package io.hv.xml.virsh;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.ClockPolicy;
import io.hv.Content;
import io.hv.CpuSpec;
import io.hv.DiskBus;
import io.hv.DiskFormat;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DisplayModel;
import io.hv.DomainSpec;
import io.hv.ElfBoot;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.MacAddress;
import io.hv.MultibootBoot;
import io.hv.NicModel;
import io.hv.NicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random specs, as far as libvirt has names for what is in them. */
final class Specs {

    private static final String ODD = " -_.+:@'\"<>&;%$#\u00e4\u00f6\u540d\ud83d\ude00";

    /** No two end in the same letters: those that do may come back in another order, which libvirt gives them. */
    private static final Map<String, List<String>> TARGETS = Map.of(
            "ide", List.of("hda", "hdb", "hdc", "hdd"),
            "scsi", List.of("sde", "sdf", "sdg"),
            "sata", List.of("sdh", "sdi", "sdj"),
            "usb", List.of("sdk", "sdl"),
            "virtio", List.of("vdm", "vdn", "vdo", "vdz", "vdaa"));

    private Specs() {}

    /** Any. */
    static Arbitrary<DomainSpec> any() {
        Arbitrary<DomainSpec.Builder> plain = Combinators.combine(
                        text(1, 40).filter(name -> !name.isBlank()).map(name -> "d" + name.replace("/", "")),
                        uuids().optional(0.9),
                        Arbitraries.longs().between(1, 1L << 28),
                        Arbitraries.integers().between(1, 240))
                .as((name, uuid, pages, vcpus) -> {
                    DomainSpec.Builder spec = DomainSpec.named(name)
                            .memory(ByteSize.kib(4 * pages))
                            .vcpus(vcpus);
                    uuid.ifPresent(spec::uuid);
                    return spec;
                });
        return Combinators.combine(
                        plain,
                        cpu().optional(0.5),
                        boot().optional(0.8),
                        Arbitraries.of(ClockPolicy.class),
                        disks(),
                        nics(),
                        Arbitraries.of("vga", "virtio", "cirrus").optional(0.5),
                        Arbitraries.of(true, false))
                .as((spec, cpu, boot, clock, disks, nics, display, agent) -> {
                    display.map(DisplayModel::new).ifPresent(spec::display);
                    cpu.ifPresent(spec::cpu);
                    boot.ifPresent(spec::boot);
                    return spec.clock(clock)
                            .disks(disks)
                            .nics(nics)
                            .agent(agent)
                            .build();
                });
    }

    private static Arbitrary<UUID> uuids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs().between(1, Long.MAX_VALUE))
                .as(UUID::new);
    }

    private static Arbitrary<String> text(int least, int most) {
        return Arbitraries.of(("abcxyzABC0189" + ODD).codePoints().boxed().toList())
                .list()
                .ofMinSize(least)
                .ofMaxSize(most)
                .map(codes -> codes.stream().map(Character::toString).reduce("", String::concat));
    }

    private static Arbitrary<HostPath> path() {
        return text(1, 30).map(name -> HostPath.of("/" + name));
    }

    private static Arbitrary<CpuSpec> cpu() {
        Arbitrary<CpuSpec> model =
                Arbitraries.of("x86-64-v2", "qemu64", "Skylake-Client", "EPYC").map(CpuSpec::model);
        Arbitrary<List<String>> features = Arbitraries.of("avx", "avx2", "xsave", "sse4.2", "vmx")
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        return Combinators.combine(Arbitraries.oneOf(model, Arbitraries.create(CpuSpec::host)), features)
                .as((cpu, without) -> cpu.without(without.toArray(new String[0])));
    }

    // ---- boots

    private static Arbitrary<Content> content() {
        return Arbitraries.oneOf(
                path().map(Content::file),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Content::bytes));
    }

    private static Arbitrary<String> line() {
        return text(0, 60).map(text -> text.replace('x', '\t'));
    }

    private static Arbitrary<Boot> boot() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, linux(path().map(Content::file))),
                Tuple.of(1, linux(content())),
                Tuple.of(1, content().map(ElfBoot::of)),
                Tuple.of(1, binary()),
                Tuple.of(1, multiboot()));
    }

    private static Arbitrary<Boot> linux(Arbitrary<Content> contents) {
        return Combinators.combine(contents, contents.optional(0.5), line()).as((kernel, initrd, line) -> {
            LinuxBoot boot = LinuxBoot.kernel(kernel);
            boot = initrd.isPresent() ? boot.initrd(initrd.get()) : boot;
            return line.isEmpty() ? boot : boot.append(line);
        });
    }

    private static Arbitrary<Boot> binary() {
        return Combinators.combine(
                        content(), Arbitraries.of(BinaryBoot.Mode.class), Arbitraries.longs(), Arbitraries.longs())
                .as((image, mode, load, entry) ->
                        BinaryBoot.of(image, mode, load).entry(entry));
    }

    private static Arbitrary<Boot> multiboot() {
        Arbitrary<MultibootBoot.Module> module =
                Combinators.combine(content(), line()).as(MultibootBoot.Module::new);
        return Combinators.combine(content(), line(), module.list().ofMaxSize(3))
                .as((kernel, line, modules) -> {
                    MultibootBoot boot = MultibootBoot.kernel(kernel).commandLine(line);
                    for (MultibootBoot.Module each : modules) {
                        boot = boot.module(each.content(), each.commandLine());
                    }
                    return boot;
                });
    }

    // ---- disks

    /** Each target once, and each file. */
    private static Arbitrary<List<DiskSpec>> disks() {
        List<DiskSpec> places = new ArrayList<>();
        TARGETS.forEach((bus, targets) -> targets.forEach(target -> places.add(
                DiskSpec.of(DiskSource.file(HostPath.of("/"))).target(target).bus(new DiskBus(bus)))));
        Arbitrary<List<DiskSpec>> chosen =
                Arbitraries.of(places).list().uniqueElements().ofMaxSize(5);
        return chosen.flatMap(some -> {
            List<Arbitrary<DiskSpec>> disks = some.stream().map(Specs::disk).toList();
            return Combinators.combine(disks).as(each -> each);
        });
    }

    private static Arbitrary<DiskSpec> disk(DiskSpec place) {
        String target = place.target().orElseThrow();
        Arbitrary<DiskSource> source = Combinators.combine(
                        path().map(path -> HostPath.of(path.path() + "." + target)),
                        Arbitraries.of("raw", "qcow2", "vmdk", "vdi", "vpc", "qed", "bochs"))
                .as((file, format) -> DiskSource.file(file).format(new DiskFormat(format)));
        Arbitrary<Optional<String>> serial = Arbitraries.strings()
                .withChars("abcXYZ019_.+-")
                .ofMinLength(1)
                .ofMaxLength(20)
                .optional(0.4);
        Arbitrary<Optional<Long>> most =
                Arbitraries.longs().between(1, 1L << 40).optional(0.3);
        return Combinators.combine(
                        source,
                        serial,
                        most,
                        most,
                        Arbitraries.integers().between(1, 64),
                        Arbitraries.integers().between(0, 15))
                .as((from, number, bytes, operations, queues, flags) -> {
                    DiskSpec disk = DiskSpec.of(from).target(target).bus(place.bus());
                    disk = number.isPresent() ? disk.serial(number.get()) : disk;
                    DiskLimits limits = DiskLimits.none();
                    limits = bytes.isPresent() ? limits.bytesPerSecond(ByteSize.bytes(bytes.get())) : limits;
                    limits = operations.isPresent() ? limits.operationsPerSecond(operations.get()) : limits;
                    disk = disk.limits(limits);
                    disk = (flags & 1) == 0 ? disk : disk.readOnly();
                    disk = (flags & 2) == 0 ? disk : disk.throwaway();
                    disk = (flags & 4) == 0 ? disk : disk.discard(DiskSpec.Discard.UNMAP);
                    boolean many = (flags & 8) != 0 && place.bus().equals(DiskBus.VIRTIO);
                    return many ? disk.queues(queues) : disk;
                });
    }

    // ---- network cards

    /** Each with an address, so that it can be found. */
    private static Arbitrary<List<NicSpec>> nics() {
        Arbitrary<List<Integer>> places =
                Arbitraries.integers().between(0, 200).list().uniqueElements().ofMaxSize(4);
        return places.flatMap(some ->
                Combinators.combine(some.stream().map(Specs::nic).toList()).as(each -> each));
    }

    private static Arbitrary<NicSpec> nic(int place) {
        return Combinators.combine(
                        text(1, 20).map(name -> "n" + name.replace("/", "")).optional(0.7),
                        Arbitraries.of("virtio", "e1000", "rtl8139", "virtio-non-transitional"),
                        Arbitraries.of(true, false))
                .as((network, model, up) -> network.map(NicSpec::on)
                        .orElseGet(NicSpec::userMode)
                        .mac(new MacAddress(0x52_54_00_00_00_00L + place))
                        .model(new NicModel(model))
                        .link(up));
    }
}
