package io.hv.xml.wire;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Children of an element that have no order by kind: the schema repeats them together, and they stay as the document has
 * them. Of rules and references in a network filter that order is their meaning.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Mingled {

    /** Those children. */
    Class<? extends WireElement>[] value();
}
