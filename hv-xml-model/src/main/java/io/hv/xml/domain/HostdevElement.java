package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A device of the host that the guest has. Not thread-safe. */
public final class HostdevElement extends DeviceElement {

    /** The words of {@link #mode}. */
    public enum Mode implements Word {
        SUBSYSTEM,
        CAPABILITIES
    }

    /** The words of {@link #type}. */
    public enum Type implements Word {
        PCI("pci"),
        USB("usb"),
        SCSI("scsi"),
        SCSI_HOST("scsi_host"),
        MDEV("mdev"),
        STORAGE("storage"),
        MISC("misc"),
        NET("net");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** The words of {@link #model}. */
    public enum Model implements Word {
        VIRTIO,
        VIRTIO_TRANSITIONAL,
        VIRTIO_NON_TRANSITIONAL,
        VFIO_PCI,
        VFIO_CCW,
        VFIO_AP
    }

    /** The words of {@link #driver}. */
    public enum Driver implements Word {
        KVM,
        VFIO,
        XEN
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <hostdev>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static HostdevElement of(XmlDocument document) {
        return new HostdevElement(Roots.of(document, io.hv.xml.wire.domain.Hostdev.class));
    }

    HostdevElement(Place here) {
        super(here);
    }

    /** {@code mode}, a {@link Mode}. */
    public TextValue<Mode> mode() {
        return here.attribute("mode", Form.words(Mode.class));
    }

    /** Whether libvirt takes it from the host and gives it back, yes or no. */
    public TextValue<Boolean> managed() {
        return here.attribute("managed", Form.YES_NO);
    }

    /** Which kind of device; {@link #source} has it together with the device. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code sgio}, a {@link SgIo}. */
    public TextValue<SgIo> sgio() {
        return here.attribute("sgio", Form.words(SgIo.class));
    }

    /** {@code rawio}, yes or no. */
    public TextValue<Boolean> rawio() {
        return here.attribute("rawio", Form.YES_NO);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** {@code ramfb}, on or off. */
    public TextValue<Boolean> ramfb() {
        return here.attribute("ramfb", Form.ON_OFF);
    }

    /** {@code display}, on or off. */
    public TextValue<Boolean> display() {
        return here.attribute("display", Form.ON_OFF);
    }

    /** How it is run. */
    public TextValue<Driver> driver() {
        return here.child("driver").only("name", Form.words(Driver.class));
    }

    /** For which other one it stands in while the guest migrates. */
    public TeamingElement teaming() {
        return new TeamingElement(here.child("teaming"));
    }

    /** The source as written, with all that it has. */
    public HostdevSourceElement sourceElement() {
        return new HostdevSourceElement(here.child("source"));
    }

    /** All {@code <ip>}, in their order. */
    public Elements<IpElement> ips() {
        return here.all("ip", IpElement::new);
    }

    /** All {@code <route>}, in their order. */
    public Elements<RouteElement> routes() {
        return here.all("route", RouteElement::new);
    }

    /** In which turn a device is booted from. */
    public DeviceBootElement boot() {
        return new DeviceBootElement(here.child("boot"));
    }

    /** Its option ROM. */
    public RomElement rom() {
        return new RomElement(here.child("rom"));
    }

    /** Whether there is a {@code <readonly/>}. */
    public Flag readonly() {
        return here.child("readonly").flag();
    }

    /** Whether there is a {@code <shareable/>}. */
    public Flag shareable() {
        return here.child("shareable").flag();
    }

    /** Which device it is: mode and type, and what its source says for that. */
    public Value<HostdevSource> source() {
        return new HostdevSourceValue(here);
    }
}
