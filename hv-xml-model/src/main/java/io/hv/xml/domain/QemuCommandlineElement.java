package io.hv.xml.domain;

/** Arguments and environment that go to QEMU as they are. Not thread-safe. */
public final class QemuCommandlineElement extends Element {

    QemuCommandlineElement(Place here) {
        super(here);
    }

    /** One element each. */
    public Elements<Argument> arguments() {
        return here.all(Names.QEMU, "arg", Argument::new);
    }

    /** One element a variable. */
    public Elements<Variable> environment() {
        return here.all(Names.QEMU, "env", Variable::new);
    }

    /** An argument. */
    public static final class Argument extends Element {

        Argument(Place here) {
            super(here);
        }

        /** {@code value}. */
        public TextValue<String> value() {
            return here.attribute("value", Form.TEXT);
        }
    }
    /** A variable of the environment. */
    public static final class Variable extends Element {

        Variable(Place here) {
            super(here);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** {@code value}. */
        public TextValue<String> value() {
            return here.attribute("value", Form.TEXT);
        }
    }
}
