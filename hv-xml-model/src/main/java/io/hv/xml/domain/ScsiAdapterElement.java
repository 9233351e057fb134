package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** A host bus adapter of SCSI. Not thread-safe. */
public final class ScsiAdapterElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        SCSI_HOST("scsi_host"),
        FC_HOST("fc_host");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    ScsiAdapterElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code name}. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** {@code parent}. */
    public TextValue<String> parent() {
        return here.attribute("parent", Form.TEXT);
    }

    /** {@code managed}, yes or no. */
    public TextValue<Boolean> managed() {
        return here.attribute("managed", Form.YES_NO);
    }

    /** {@code parent_wwnn}. */
    public TextValue<String> parentWwnn() {
        return here.attribute("parent_wwnn", Form.TEXT);
    }

    /** {@code parent_wwpn}. */
    public TextValue<String> parentWwpn() {
        return here.attribute("parent_wwpn", Form.TEXT);
    }

    /** {@code parent_fabric_wwn}. */
    public TextValue<String> parentFabricWwn() {
        return here.attribute("parent_fabric_wwn", Form.TEXT);
    }

    /** {@code wwnn}. */
    public TextValue<String> wwnn() {
        return here.attribute("wwnn", Form.TEXT);
    }

    /** {@code wwpn}. */
    public TextValue<String> wwpn() {
        return here.attribute("wwpn", Form.TEXT);
    }

    /** Where the adapter is in the host. */
    public ScsiAdapterParentElement parentaddr() {
        return new ScsiAdapterParentElement(here.child("parentaddr"));
    }
}
