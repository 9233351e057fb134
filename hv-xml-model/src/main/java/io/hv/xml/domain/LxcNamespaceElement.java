package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Namespaces that a container shares with others. Not thread-safe. */
public final class LxcNamespaceElement extends Element {

    LxcNamespaceElement(Place here) {
        super(here);
    }

    /** With whom it shares the network. */
    public Sharenet sharenet() {
        return new Sharenet(here.child(Names.LXC, "sharenet"));
    }

    /** With whom it shares IPC. */
    public Shareipc shareipc() {
        return new Shareipc(here.child(Names.LXC, "shareipc"));
    }

    /** With whom it shares its host name. */
    public Shareuts shareuts() {
        return new Shareuts(here.child(Names.LXC, "shareuts"));
    }

    /** With whom it shares the network. */
    public static final class Sharenet extends Element {

        /** The words of {@link #type}. */
        public enum SharenetType implements Word {
            NETNS,
            NAME,
            PID
        }

        Sharenet(Place here) {
            super(here);
        }

        /** {@code type}, a {@link SharenetType}. */
        public TextValue<SharenetType> type() {
            return here.attribute("type", Form.words(SharenetType.class));
        }

        /** {@code value}. */
        public TextValue<String> value() {
            return here.attribute("value", Form.TEXT);
        }
    }
    /** With whom it shares IPC. */
    public static final class Shareipc extends Element {

        /** The words of {@link #type}. */
        public enum ShareipcType implements Word {
            NETNS,
            NAME,
            PID
        }

        Shareipc(Place here) {
            super(here);
        }

        /** {@code type}, a {@link ShareipcType}. */
        public TextValue<ShareipcType> type() {
            return here.attribute("type", Form.words(ShareipcType.class));
        }

        /** {@code value}. */
        public TextValue<String> value() {
            return here.attribute("value", Form.TEXT);
        }
    }
    /** With whom it shares its host name. */
    public static final class Shareuts extends Element {

        /** The words of {@link #type}. */
        public enum ShareutsType implements Word {
            NETNS,
            NAME,
            PID
        }

        Shareuts(Place here) {
            super(here);
        }

        /** {@code type}, a {@link ShareutsType}. */
        public TextValue<ShareutsType> type() {
            return here.attribute("type", Form.words(ShareutsType.class));
        }

        /** {@code value}. */
        public TextValue<String> value() {
            return here.attribute("value", Form.TEXT);
        }
    }
}
