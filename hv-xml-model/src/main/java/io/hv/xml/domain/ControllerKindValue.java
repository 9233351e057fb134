package io.hv.xml.domain;

import io.hv.xml.value.Word;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the {@code type} and the {@code model} of a controller, and what belongs to them, say what it is. */
final class ControllerKindValue extends KindValue<ControllerKind> {

    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> MODEL = Set.of("@model");
    private static final Set<String> VIRTIO =
            Set.of("driver/@iommu", "driver/@ats", "driver/@packed", "driver/@page_per_vq");
    private static final Set<String> EXPANDER = Set.of("@model", "model/@name", "target/@busNr", "target/node");
    private static final Set<String> BRIDGE = Set.of("@model", "model/@name");
    private static final Set<String> PORT =
            Set.of("@model", "model/@name", "target/@chassis", "target/@port", "target/@hotplug");

    private static final Form<Long> NUMBER = Numbers.decimal(0, Numbers.UINT);

    /** By the types, and for PCI by the models. */
    private static final Kinds KINDS = new Kinds(
            Set.of("@type"),
            Map.ofEntries(
                    Map.entry("fdc", NOTHING),
                    Map.entry("sata", NOTHING),
                    Map.entry("ccid", NOTHING),
                    Map.entry("isa", NOTHING),
                    Map.entry("ide", MODEL),
                    Map.entry(
                            "scsi",
                            with(
                                    VIRTIO,
                                    "@model",
                                    "driver/@queues",
                                    "driver/@cmd_per_lun",
                                    "driver/@max_sectors",
                                    "driver/@ioeventfd",
                                    "driver/@iothread")),
                    Map.entry("usb", Set.of("@model", "@ports", "master")),
                    Map.entry("virtio-serial", with(VIRTIO, "@model", "@ports", "@vectors")),
                    Map.entry("xenbus", Set.of("@maxGrantFrames", "@maxEventChannels")),
                    Map.entry("pci-root", with(BRIDGE, "target/@index", "target/@hotplug", "target/node", "pcihole64")),
                    Map.entry("pcie-root", with(BRIDGE, "pcihole64")),
                    Map.entry("pci-bridge", with(BRIDGE, "target/@chassisNr")),
                    Map.entry("dmi-to-pci-bridge", BRIDGE),
                    Map.entry("pcie-to-pci-bridge", BRIDGE),
                    Map.entry("pcie-root-port", PORT),
                    Map.entry("pcie-switch-upstream-port", BRIDGE),
                    Map.entry("pcie-switch-downstream-port", PORT),
                    Map.entry("pci-expander-bus", EXPANDER),
                    Map.entry("pcie-expander-bus", EXPANDER)),
            Map.of(
                    "@type", Form.WORD,
                    "@model", Form.WORD,
                    "@ports", NUMBER,
                    "@vectors", NUMBER,
                    "@maxGrantFrames", NUMBER,
                    "@maxEventChannels", NUMBER));

    private final ControllerElement controller;

    ControllerKindValue(Place place) {
        super(place, KINDS);
        this.controller = new ControllerElement(place);
    }

    private static Set<String> with(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    @Nullable
    ControllerKind read() {
        ControllerElement.Type type = controller.type().read();
        if (type == null) {
            return null;
        }
        return switch (type) {
            case FDC -> new ControllerKind.Fdc();
            case SATA -> new ControllerKind.Sata();
            case CCID -> new ControllerKind.Ccid();
            case ISA -> new ControllerKind.Isa();
            case IDE -> new ControllerKind.Ide(model(ControllerKind.IdeModel.class));
            case SCSI -> new ControllerKind.Scsi(model(ControllerKind.ScsiModel.class));
            case USB -> new ControllerKind.Usb(model(ControllerKind.UsbModel.class), number("ports"));
            case PCI -> {
                ControllerKind.PciModel model = model(ControllerKind.PciModel.class);
                if (model == null) {
                    throw wrong("there is no model");
                }
                yield new ControllerKind.Pci(model);
            }
            case VIRTIO_SERIAL ->
                new ControllerKind.VirtioSerial(model(VirtioModel.class), number("ports"), number("vectors"));
            case XENBUS -> new ControllerKind.Xenbus(number("maxGrantFrames"), number("maxEventChannels"));
        };
    }

    private <E extends Enum<E> & Word> @Nullable E model(Class<E> words) {
        return place.attribute("model", Form.words(words)).read();
    }

    private long number(String attribute) {
        return place.number(attribute, NUMBER).or(0L);
    }

    @Override
    void write(ControllerKind kind) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        if (kind instanceof ControllerKind.Pci pci) {
            wanted.put("model/@name", null); // that of another model
            wanted.put("@model", pci.model().word());
            become(ControllerElement.Type.PCI, pci.model().word(), wanted);
        } else if (kind instanceof ControllerKind.Ide ide) {
            wanted.put("@model", word(ide.model()));
            become(ControllerElement.Type.IDE, wanted);
        } else if (kind instanceof ControllerKind.Scsi scsi) {
            wanted.put("@model", word(scsi.model()));
            become(ControllerElement.Type.SCSI, wanted);
        } else if (kind instanceof ControllerKind.Usb usb) {
            wanted.put("@model", word(usb.model()));
            wanted.put("@ports", format(usb.ports()));
            become(ControllerElement.Type.USB, wanted);
        } else if (kind instanceof ControllerKind.VirtioSerial serial) {
            wanted.put("@model", word(serial.model()));
            wanted.put("@ports", format(serial.ports()));
            wanted.put("@vectors", format(serial.vectors()));
            become(ControllerElement.Type.VIRTIO_SERIAL, wanted);
        } else if (kind instanceof ControllerKind.Xenbus xen) {
            wanted.put("@maxGrantFrames", format(xen.maxGrantFrames()));
            wanted.put("@maxEventChannels", format(xen.maxEventChannels()));
            become(ControllerElement.Type.XENBUS, wanted);
        } else {
            become(plain(kind), wanted);
        }
    }

    /** Of those that have nothing but a type. */
    private static ControllerElement.Type plain(ControllerKind kind) {
        if (kind instanceof ControllerKind.Fdc) {
            return ControllerElement.Type.FDC;
        }
        if (kind instanceof ControllerKind.Sata) {
            return ControllerElement.Type.SATA;
        }
        return kind instanceof ControllerKind.Ccid ? ControllerElement.Type.CCID : ControllerElement.Type.ISA;
    }

    private void become(ControllerElement.Type type, Map<String, @Nullable String> wanted) {
        become(type, type.word(), wanted);
    }

    private void become(ControllerElement.Type type, String kind, Map<String, @Nullable String> wanted) {
        wanted.put("@type", type.word());
        become(kind, wanted);
    }

    private static @Nullable String word(@Nullable Word model) {
        return model == null ? null : model.word();
    }

    private static @Nullable String format(long number) {
        return number == 0 ? null : NUMBER.format(number);
    }
}
