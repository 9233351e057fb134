package io.hv.kvm.virtio;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which rules the drivers of a test break. docs/virtio-rules.md lists them, by {@link RulesTest}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Breaks {

    /** The rules. */
    Rule[] value();
}
