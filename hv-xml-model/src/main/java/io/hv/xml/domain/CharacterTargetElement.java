package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** What the guest sees. Not thread-safe. */
public final class CharacterTargetElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        XEN,
        SERIAL,
        UML,
        VIRTIO,
        LXC,
        OPENVZ,
        SCLP,
        SCLPLM,
        ISA_SERIAL,
        USB_SERIAL,
        PCI_SERIAL,
        SPAPR_VIO_SERIAL,
        SYSTEM_SERIAL,
        SCLP_SERIAL,
        ISA_DEBUG
    }

    /** The words of {@link #model}. */
    public enum Model implements Word {
        ISA_SERIAL("isa-serial"),
        USB_SERIAL("usb-serial"),
        PCI_SERIAL("pci-serial"),
        SPAPR_VTY("spapr-vty"),
        PL011("pl011"),
        UART_16550A("16550a"),
        SCLPCONSOLE("sclpconsole"),
        SCLPLMCONSOLE("sclplmconsole"),
        ISA_DEBUGCON("isa-debugcon");

        private final String word;

        Model(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    CharacterTargetElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code port}. */
    public TextValue<String> port() {
        return here.attribute("port", Form.TEXT);
    }

    /** {@code <model name>}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.child("model").only("name", Form.words(Model.class));
    }
}
