/** What is typed about guests, and hosts whose guests have agents of the tests' own. */
@NullMarked
package io.hv.shell.guest;

import org.jspecify.annotations.NullMarked;
