package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;
import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;

/** A folder of the host in the guest, or a container's file system. Not thread-safe. */
public final class FilesystemElement extends DeviceElement {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        FILE,
        BLOCK,
        MOUNT,
        BIND,
        TEMPLATE,
        RAM
    }

    /** The words of {@link #accessmode}. */
    public enum Accessmode implements Word {
        PASSTHROUGH,
        MAPPED,
        SQUASH
    }

    /** The words of {@link #multidevs}. */
    public enum Multidevs implements Word {
        DEFAULT,
        REMAP,
        FORBID,
        WARN
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <filesystem>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static FilesystemElement of(XmlDocument document) {
        return new FilesystemElement(Roots.of(document, io.hv.xml.wire.domain.Filesystem.class));
    }

    FilesystemElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link VirtioModel}. */
    public TextValue<VirtioModel> model() {
        return here.attribute("model", Form.words(VirtioModel.class));
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code accessmode}, an {@link Accessmode}. */
    public TextValue<Accessmode> accessmode() {
        return here.attribute("accessmode", Form.words(Accessmode.class));
    }

    /** {@code multidevs}, a {@link Multidevs}. */
    public TextValue<Multidevs> multidevs() {
        return here.attribute("multidevs", Form.words(Multidevs.class));
    }

    /** {@code fmode}, in octal digits. */
    public NumberValue fmode() {
        return here.number("fmode", Numbers.mode());
    }

    /** {@code dmode}, in octal digits. */
    public NumberValue dmode() {
        return here.number("dmode", Numbers.mode());
    }

    /** How it is run. */
    public Driver driver() {
        return new Driver(here.child("driver"));
    }

    /** What of the host it is. */
    public Source source() {
        return new Source(here.child("source"));
    }

    /** Where the guest finds it: a folder of a container, else a tag. */
    public TextValue<String> targetDir() {
        return here.child("target").only("dir", Form.TEXT);
    }

    /** Whether the guest cannot write to it. */
    public Flag readonly() {
        return here.child("readonly").flag();
    }

    /** In which turn a device is booted from. */
    public DeviceBootElement boot() {
        return new DeviceBootElement(here.child("boot"));
    }

    /** In bytes where no unit is written. */
    public SizeValue spaceHardLimit() {
        return here.child("space_hard_limit").onlySize(SizeUnit.BYTE);
    }

    /** In bytes where no unit is written. */
    public SizeValue spaceSoftLimit() {
        return here.child("space_soft_limit").onlySize(SizeUnit.BYTE);
    }

    /** The virtiofsd that serves it. */
    public VirtiofsdElement binary() {
        return new VirtiofsdElement(here.child("binary"));
    }

    /** How it is served. */
    public static final class Driver extends Element {

        /** The words of {@link #type}. */
        public enum DriverType implements Word {
            PATH,
            HANDLE,
            LOOP,
            NBD,
            PLOOP,
            VIRTIOFS
        }

        /** The words of {@link #wrpolicy}. */
        public enum Wrpolicy implements Word {
            IMMEDIATE
        }

        Driver(Place here) {
            super(here);
        }

        /** {@code type}, a {@link DriverType}. */
        public TextValue<DriverType> type() {
            return here.attribute("type", Form.words(DriverType.class));
        }

        /** {@code format}, an {@link ImageFormat}. */
        public TextValue<ImageFormat> format() {
            return here.attribute("format", Form.words(ImageFormat.class));
        }

        /** {@code wrpolicy}, a {@link Wrpolicy}. */
        public TextValue<Wrpolicy> wrpolicy() {
            return here.attribute("wrpolicy", Form.words(Wrpolicy.class));
        }

        /** Whether it goes through the guest's IOMMU, on or off. */
        public TextValue<Boolean> iommu() {
            return here.attribute("iommu", Form.ON_OFF);
        }

        /** Whether it has address translation services, on or off. */
        public TextValue<Boolean> ats() {
            return here.attribute("ats", Form.ON_OFF);
        }

        /** Whether its queues are packed, on or off. */
        public TextValue<Boolean> packed() {
            return here.attribute("packed", Form.ON_OFF);
        }

        /** Whether each queue has a page for its notifications, on or off. */
        public TextValue<Boolean> pagePerVq() {
            return here.attribute("page_per_vq", Form.ON_OFF);
        }

        /** {@code queue}, 0 to 4,294,967,295. */
        public NumberValue queue() {
            return here.number("queue", Numbers.decimal(0, Numbers.UINT));
        }
    }
    /** What of the host it is. */
    public static final class Source extends Element {

        Source(Place here) {
            super(here);
        }

        /** Of {@code ram}: how large it may become, in KiB where no unit is written. */
        public SizeValue usage() {
            return here.size("usage", "units", SizeUnit.KIB);
        }

        /** {@code file}, a path on the host. */
        public TextValue<HostPath> file() {
            return here.attribute("file", Form.PATH);
        }

        /** {@code dev}, a path on the host. */
        public TextValue<HostPath> dev() {
            return here.attribute("dev", Form.PATH);
        }

        /** {@code dir}, a path on the host. */
        public TextValue<HostPath> dir() {
            return here.attribute("dir", Form.PATH);
        }

        /** {@code socket}, a path on the host. */
        public TextValue<HostPath> socket() {
            return here.attribute("socket", Form.PATH);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }
    }
}
