package io.hv.xml.domain;

import io.hv.ByteSize;
import io.hv.HostPath;
import io.hv.MacAddress;
import io.hv.xml.value.CpuSet;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

/** Values to set, by what a setter takes. */
final class Samples {

    private static final DeviceAddress.Pci PCI = new DeviceAddress.Pci(0, 7, 0x1f, 3);

    private static final List<Object> NUMBERS = List.of(1L, 2L, 3L, 5L, 13L, 100L, 500L, 1000L, 20_000L);

    private static final List<Object> ADDRESSES = List.of(
            PCI,
            new DeviceAddress.Drive(1, 0, 2, 3),
            new DeviceAddress.VirtioSerial(0, 0, 4),
            new DeviceAddress.Ccid(0, 1),
            new DeviceAddress.Usb(0, "1.2"),
            new DeviceAddress.SpaprVio(0x2000),
            new DeviceAddress.Ccw(0xfe, 0, 0x12),
            new DeviceAddress.Isa(0x505, 7),
            new DeviceAddress.Isa(0, 0),
            new DeviceAddress.Dimm(2, 0x1_0000_0000L),
            new DeviceAddress.VirtioMmio(),
            new DeviceAddress.Unassigned(),
            new DeviceAddress.Automatic(AddressElement.Type.PCI),
            new DeviceAddress.Automatic(AddressElement.Type.CCW));

    private static final List<Object> STORAGE = List.of(
            new StorageSource.File(HostPath.of("/new.img")),
            new StorageSource.Block(HostPath.of("/dev/new")),
            new StorageSource.Dir(HostPath.of("/new")),
            new StorageSource.Network(
                    StorageSourceElement.Protocol.RBD,
                    "pool/new",
                    List.of(
                            StorageSource.Server.tcp("mon1", 6322),
                            new StorageSource.Server(StorageHostElement.Transport.UNIX, "/run/mon", 0),
                            StorageSource.Server.tcp("mon2", 0))),
            new StorageSource.Network(
                    StorageSourceElement.Protocol.NBD, "", List.of(StorageSource.Server.tcp("n", 10809))),
            new StorageSource.Volume("new", "new.img"),
            new StorageSource.Nvme(PCI, 4, true),
            new StorageSource.VhostUser(HostPath.of("/run/new")));

    private static final List<Object> INTERFACES = List.of(
            new InterfaceSource.Network("new", null),
            new InterfaceSource.Network("new", "group"),
            new InterfaceSource.Bridge("new0"),
            new InterfaceSource.Direct("new0", InterfaceSource.Mode.PRIVATE),
            new InterfaceSource.User(),
            new InterfaceSource.Ethernet(),
            new InterfaceSource.Hostdev(PCI),
            new InterfaceSource.VhostUser(HostPath.of("/run/new"), true),
            new InterfaceSource.Internal("new"),
            new InterfaceSource.Multicast("230.0.0.9", 5559),
            new InterfaceSource.Server("192.0.2.9", 5559),
            new InterfaceSource.Server(null, 5559),
            new InterfaceSource.Client("192.0.2.9", 5559),
            new InterfaceSource.Udp("192.0.2.9", 5559, "192.0.2.8", 5558),
            new InterfaceSource.Vdpa(HostPath.of("/dev/vhost-vdpa-9")),
            new InterfaceSource.Nothing(),
            new InterfaceSource.DistributedSwitch(new UUID(9, 9), 9, "group", 99));

    private static final List<Object> HOSTDEVS = List.of(
            new HostdevSource.Pci(PCI),
            new HostdevSource.Usb(3, 9),
            new HostdevSource.UsbProduct(0x1d6b, 2),
            new HostdevSource.Scsi("scsi_host9", 0, 1, 2),
            new HostdevSource.Iscsi("iqn.2030-01.example:new/1", List.of(StorageSource.Server.tcp("new", 3260))),
            new HostdevSource.VhostScsi("naa.5123456789abcde9"),
            new HostdevSource.Mediated(new UUID(9, 9)),
            new HostdevSource.Block(HostPath.of("/dev/new")),
            new HostdevSource.Characters(HostPath.of("/dev/new")),
            new HostdevSource.Network("new0"));

    private static final List<Object> CHARACTERS = List.of(
            new CharacterSource.Pty(null),
            new CharacterSource.Pty(HostPath.of("/dev/pts/9")),
            new CharacterSource.File(HostPath.of("/new.log")),
            new CharacterSource.Device(HostPath.of("/dev/new")),
            new CharacterSource.Pipe(HostPath.of("/run/new")),
            new CharacterSource.Unix(HostPath.of("/run/new"), true),
            new CharacterSource.Unix(null, false),
            new CharacterSource.Tcp("192.0.2.9", "2449", true),
            new CharacterSource.Udp("192.0.2.9", "2449", "192.0.2.8", "2448"),
            new CharacterSource.Udp(null, "2449", null, null),
            new CharacterSource.Null(),
            new CharacterSource.Stdio(),
            new CharacterSource.Vc(),
            new CharacterSource.SpiceAgent(),
            new CharacterSource.SpicePort("org.example.new"),
            new CharacterSource.Nmdm(HostPath.of("/dev/nmdm9A"), HostPath.of("/dev/nmdm9B")),
            new CharacterSource.QemuAgent(),
            new CharacterSource.Dbus("org.example.new"));

    private static final List<Object> CLOCKS = List.of(
            new ClockSetting.Utc(),
            new ClockSetting.Utc(new ClockSetting.Adjustment.Reset()),
            new ClockSetting.Localtime(),
            new ClockSetting.Localtime(new ClockSetting.Adjustment.Kept(Duration.ofHours(-3))),
            new ClockSetting.Timezone("Pacific/Auckland"),
            new ClockSetting.Timezone("UTC"),
            new ClockSetting.Variable(Duration.ZERO, ClockElement.Basis.UTC),
            new ClockSetting.Variable(Duration.ofSeconds(-86_399), ClockElement.Basis.LOCALTIME),
            new ClockSetting.Absolute(Instant.EPOCH),
            new ClockSetting.Absolute(Instant.parse("2031-02-03T04:05:06Z")));

    private static final List<Object> CPUS = List.of(
            new CpuChoice.HostPassthrough(),
            new CpuChoice.HostPassthrough(false),
            new CpuChoice.HostModel(),
            new CpuChoice.Maximum(),
            new CpuChoice.Maximum(true),
            new CpuChoice.Custom("Nehalem"),
            new CpuChoice.Custom("486", CpuElement.Match.MINIMUM));

    private static final List<Object> DISPLAYS = List.of(
            new GraphicsDisplay.Sdl(),
            new GraphicsDisplay.Sdl(":7.1", HostPath.of("/home/me/.Xauthority7")),
            new GraphicsDisplay.Vnc(),
            new GraphicsDisplay.Vnc(0),
            new GraphicsDisplay.Vnc(5977),
            new GraphicsDisplay.Spice(),
            new GraphicsDisplay.Spice(5977, 5978),
            new GraphicsDisplay.Spice(-1, 5978),
            new GraphicsDisplay.Spice(0, 0),
            new GraphicsDisplay.Dbus(),
            new GraphicsDisplay.Dbus("unix:path=/run/new"),
            new GraphicsDisplay.DbusPeer(),
            new GraphicsDisplay.Rdp(-1),
            new GraphicsDisplay.Rdp(3377),
            new GraphicsDisplay.Desktop(),
            new GraphicsDisplay.Desktop(":7.0"),
            new GraphicsDisplay.EglHeadless());

    private static final List<Object> LISTENS = List.of(
            new GraphicsListen.Address(),
            new GraphicsListen.Address("192.0.2.7"),
            new GraphicsListen.Address("2001:db8::7"),
            new GraphicsListen.Network("new"),
            new GraphicsListen.Network("newer"),
            new GraphicsListen.Socket(),
            new GraphicsListen.Socket(HostPath.of("/run/new.sock")),
            new GraphicsListen.Nowhere());

    private static final List<Object> CARDS = List.of(
            new VideoCard.Vga(),
            new VideoCard.Cirrus(),
            new VideoCard.Vmvga(),
            new VideoCard.Xen(),
            new VideoCard.Vbox(),
            new VideoCard.Virtio(),
            new VideoCard.Gop(),
            new VideoCard.None(),
            new VideoCard.Bochs(),
            new VideoCard.Ramfb(),
            new VideoCard.Qxl(),
            new VideoCard.Qxl(ByteSize.mib(64), ByteSize.mib(8), ByteSize.gib(8)));

    private static final List<Object> BOOTS = List.of(
            new BootMethod.Firmware(),
            new BootMethod.Firmware(OsElement.Firmware.BIOS),
            new BootMethod.Firmware(OsElement.Firmware.EFI),
            new BootMethod.Loader(HostPath.of("/new.fd"), null),
            new BootMethod.Loader(HostPath.of("/new.fd"), OsElement.Loader.LoaderType.PFLASH),
            new BootMethod.Kernel(HostPath.of("/new")),
            new BootMethod.Kernel(HostPath.of("/new"), HostPath.of("/new.img"), " a <b> & c "),
            new BootMethod.Container(null, List.of()),
            new BootMethod.Container(HostPath.of("/bin/new"), List.of("-a", "two words")),
            new BootMethod.Container(HostPath.of("/bin/new"), List.of("-b")),
            new BootMethod.HostBootloader(),
            new BootMethod.HostBootloader("/usr/bin/new", "-q --new"));

    private static final List<Object> MEMORIES = List.of(
            new MemoryDevice.Dimm(ByteSize.mib(77)),
            new MemoryDevice.Dimm(ByteSize.gib(5)),
            new MemoryDevice.Nvdimm(ByteSize.mib(77), HostPath.of("/new"), null),
            new MemoryDevice.Nvdimm(ByteSize.mib(78), HostPath.of("/newer"), ByteSize.kib(128)),
            new MemoryDevice.VirtioPmem(ByteSize.mib(77), HostPath.of("/new")),
            new MemoryDevice.VirtioPmem(ByteSize.kib(12), HostPath.of("/newer")),
            new MemoryDevice.VirtioMem(ByteSize.gib(7), null, ByteSize.bytes(0)),
            new MemoryDevice.VirtioMem(ByteSize.gib(7), ByteSize.mib(2), ByteSize.gib(1)),
            new MemoryDevice.SgxEpc(ByteSize.mib(77)),
            new MemoryDevice.SgxEpc(ByteSize.kib(12)));

    private static final List<Object> BACKINGS = List.of(
            new MemoryBacking.Anonymous(),
            new MemoryBacking.File(),
            new MemoryBacking.Memfd(),
            new MemoryBacking.LargePages(List.of(), false),
            new MemoryBacking.LargePages(ByteSize.gib(1)),
            new MemoryBacking.LargePages(
                    List.of(
                            new MemoryBacking.Page(ByteSize.mib(2), CpuSet.of(0, 2)),
                            new MemoryBacking.Page(ByteSize.gib(1), null)),
                    true));

    private static final List<Object> CELLS = List.of(
            new NumaCell(ByteSize.mib(77), null),
            new NumaCell(ByteSize.gib(5), CpuSet.range(1, 3)),
            new NumaCell(ByteSize.kib(12), CpuSet.of(0, 2, 7)));

    private static final List<Object> NODES = List.of(
            new NumaSource.Nodes(NumaMode.STRICT, CpuSet.of(1)),
            new NumaSource.Nodes(NumaMode.INTERLEAVE, CpuSet.of(0, 2, 7)),
            new NumaSource.Automatic(NumaMode.STRICT),
            new NumaSource.Automatic(NumaMode.PREFERRED));

    private static final List<Object> CONTROLLERS = List.of(
            new ControllerKind.Fdc(),
            new ControllerKind.Sata(),
            new ControllerKind.Ccid(),
            new ControllerKind.Isa(),
            new ControllerKind.Ide(),
            new ControllerKind.Ide(ControllerKind.IdeModel.ICH6),
            new ControllerKind.Scsi(),
            new ControllerKind.Scsi(ControllerKind.ScsiModel.VIRTIO_SCSI),
            new ControllerKind.Usb(ControllerKind.UsbModel.NONE),
            new ControllerKind.Usb(ControllerKind.UsbModel.QEMU_XHCI, 7),
            new ControllerKind.Usb(null),
            new ControllerKind.Pci(ControllerKind.PciModel.PCIE_ROOT),
            new ControllerKind.Pci(ControllerKind.PciModel.PCI_BRIDGE),
            new ControllerKind.Pci(ControllerKind.PciModel.PCIE_ROOT_PORT),
            new ControllerKind.Pci(ControllerKind.PciModel.PCIE_EXPANDER_BUS),
            new ControllerKind.VirtioSerial(),
            new ControllerKind.VirtioSerial(VirtioModel.VIRTIO_TRANSITIONAL, 7, 0),
            new ControllerKind.VirtioSerial(null, 0, 77),
            new ControllerKind.Xenbus(),
            new ControllerKind.Xenbus(77, 777));

    private Samples() {}

    /** Values for a setter; some may be out of its range. */
    static List<Object> of(Views.Setter setter) {
        Object value = setter.value();
        if (value instanceof NumberValue) {
            return NUMBERS;
        }
        if (value instanceof SizeValue) {
            return List.of(ByteSize.mib(77), ByteSize.kib(12), ByteSize.bytes(12_345), ByteSize.gib(5));
        }
        if (value instanceof Flag) {
            return List.of(true, false);
        }
        Class<?> type = type(setter.method());
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        return switch (type.getSimpleName()) {
            case "String" -> List.of("new", " a <new> & \"quoted\" 'text'\tof two\nlines ");
            case "Boolean" -> List.of(true, false);
            case "HostPath" -> List.of(HostPath.of("/new/path"), HostPath.of("/other"));
            case "UUID" -> List.of(new UUID(77, 88), new UUID(1, 2));
            case "MacAddress" -> List.of(MacAddress.parse("52:54:00:aa:bb:cc"), new MacAddress(2));
            case "CpuSet" -> List.of(CpuSet.range(1, 3), CpuSet.of(0, 2, 7));
            case "LocalDateTime" -> List.of(LocalDateTime.of(2031, 2, 3, 4, 5, 6), LocalDateTime.of(2032, 1, 1, 0, 0));
            case "DeviceAddress" -> ADDRESSES;
            case "StorageSource" -> STORAGE;
            case "InterfaceSource" -> INTERFACES;
            case "HostdevSource" -> HOSTDEVS;
            case "CharacterSource" -> CHARACTERS;
            case "ClockSetting" -> CLOCKS;
            case "CpuChoice" -> CPUS;
            case "GraphicsDisplay" -> DISPLAYS;
            case "GraphicsListen" -> LISTENS;
            case "VideoCard" -> CARDS;
            case "BootMethod" -> BOOTS;
            case "MemoryDevice" -> MEMORIES;
            case "MemoryBacking" -> BACKINGS;
            case "NumaCell" -> CELLS;
            case "NumaSource" -> NODES;
            case "ControllerKind" -> CONTROLLERS;
            default -> throw new AssertionError("no samples of " + type + " for " + setter.name());
        };
    }

    private static Class<?> type(Method method) {
        ParameterizedType type = (ParameterizedType) method.getGenericReturnType();
        return (Class<?>) type.getActualTypeArguments()[0];
    }
}
