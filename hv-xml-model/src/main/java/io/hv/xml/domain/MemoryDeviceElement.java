package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;
import java.util.UUID;

/** A device of memory. Not thread-safe. */
public final class MemoryDeviceElement extends DeviceElement {

    /** The words of {@link #model}. */
    public enum Model implements Word {
        DIMM,
        NVDIMM,
        VIRTIO_PMEM,
        VIRTIO_MEM,
        SGX_EPC
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <memory>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static MemoryDeviceElement of(XmlDocument document) {
        return new MemoryDeviceElement(Roots.of(document, io.hv.xml.wire.domain.DevicesMemory.class));
    }

    MemoryDeviceElement(Place here) {
        super(here);
    }

    /** Which one it is, with what belongs to that: {@link #model}, its size and its file in one. */
    public Value<MemoryDevice> kind() {
        return new MemoryDeviceValue(here);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** {@code access}, a {@link MemoryAccess}. */
    public TextValue<MemoryAccess> access() {
        return here.attribute("access", Form.words(MemoryAccess.class));
    }

    /** {@code discard}, yes or no. */
    public TextValue<Boolean> discard() {
        return here.attribute("discard", Form.YES_NO);
    }

    /** {@code <uuid>}. */
    public TextValue<UUID> uuid() {
        return here.child("uuid").onlyText(Form.UUID);
    }

    /** What of the host's it is. */
    public MemorySourceElement source() {
        return new MemorySourceElement(here.child("source"));
    }

    /** What the guest sees. */
    public MemoryTargetElement target() {
        return new MemoryTargetElement(here.child("target"));
    }
}
