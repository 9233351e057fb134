package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;
import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;

/** Memory that guests share. Not thread-safe. */
public final class SharedMemoryElement extends DeviceElement {

    /** The words of {@link #role}. */
    public enum Role implements Word {
        MASTER,
        PEER
    }

    /** The words of {@link #modelType}. */
    public enum ModelType implements Word {
        IVSHMEM,
        IVSHMEM_PLAIN,
        IVSHMEM_DOORBELL
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <shmem>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static SharedMemoryElement of(XmlDocument document) {
        return new SharedMemoryElement(Roots.of(document, io.hv.xml.wire.domain.Shmem.class));
    }

    SharedMemoryElement(Place here) {
        super(here);
    }

    /** {@code name}. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** {@code role}, a {@link Role}. */
    public TextValue<Role> role() {
        return here.attribute("role", Form.words(Role.class));
    }

    /** {@code <model type>}, a {@link ModelType}. */
    public TextValue<ModelType> modelType() {
        return here.child("model").only("type", Form.words(ModelType.class));
    }

    /** In MiB where no unit is written. */
    public SizeValue size() {
        return here.child("size").onlySize(SizeUnit.MIB);
    }

    /** Who hands it out. */
    public Server server() {
        return new Server(here.child("server"));
    }

    /** Its interrupts. */
    public Msi msi() {
        return new Msi(here.child("msi"));
    }

    /** Who hands it out. */
    public static final class Server extends Element {

        Server(Place here) {
            super(here);
        }

        /** {@code path}, a path on the host. */
        public TextValue<HostPath> path() {
            return here.attribute("path", Form.PATH);
        }
    }
    /** Its interrupts. */
    public static final class Msi extends Element {

        Msi(Place here) {
            super(here);
        }

        /** Whether the host's kernel takes notifications, on or off. */
        public TextValue<Boolean> ioeventfd() {
            return here.attribute("ioeventfd", Form.ON_OFF);
        }

        /** {@code vectors}, 0 to 4,294,967,295. */
        public NumberValue vectors() {
            return here.number("vectors", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
