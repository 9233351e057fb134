package io.hv.kvm.virtio;

/** A driver has broken a rule. Ends whatever is done for that driver; has no stack, since a guest can cause many. */
public final class BrokenRule extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Rule rule;

    /** Of this rule. */
    public BrokenRule(Rule rule) {
        super(rule.toString(), null, false, false);
        this.rule = rule;
    }

    /** Of this rule, as something else shows. */
    BrokenRule(Rule rule, Throwable cause) {
        super(rule.toString(), cause, false, false);
        this.rule = rule;
    }

    /** Which one. */
    public Rule rule() {
        return rule;
    }
}
