/** Conditions: what a test needs of its machine, and the reason that is printed where the machine lacks it. */
@NullMarked
package io.hv.testkit.requires;

import org.jspecify.annotations.NullMarked;
