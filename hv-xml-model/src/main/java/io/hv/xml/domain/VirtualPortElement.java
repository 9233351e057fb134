package io.hv.xml.domain;

import io.hv.xml.value.Word;
import java.util.UUID;

/** A port of a switch outside of libvirt. Not thread-safe. */
public final class VirtualPortElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        MIDONET("midonet"),
        OPENVSWITCH("openvswitch"),
        IEEE_802_1QBH("802.1Qbh"),
        IEEE_802_1QBG("802.1Qbg");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    VirtualPortElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** What the switch is told. */
    public Parameters parameters() {
        return new Parameters(here.child("parameters"));
    }

    /** What the switch is told. */
    public static final class Parameters extends Element {

        Parameters(Place here) {
            super(here);
        }

        /** {@code managerid}, 0 to 255. */
        public NumberValue managerid() {
            return here.number("managerid", Numbers.likeC(0, 255));
        }

        /** {@code typeid}, 0 to 0xff,ffff. */
        public NumberValue typeid() {
            return here.number("typeid", Numbers.likeC(0, 0xff_ffff));
        }

        /** {@code typeidversion}, 0 to 255. */
        public NumberValue typeidversion() {
            return here.number("typeidversion", Numbers.likeC(0, 255));
        }

        /** {@code instanceid}. */
        public TextValue<UUID> instanceid() {
            return here.attribute("instanceid", Form.UUID);
        }

        /** {@code profileid}. */
        public TextValue<String> profileid() {
            return here.attribute("profileid", Form.TEXT);
        }

        /** {@code interfaceid}. */
        public TextValue<UUID> interfaceid() {
            return here.attribute("interfaceid", Form.UUID);
        }
    }
}
