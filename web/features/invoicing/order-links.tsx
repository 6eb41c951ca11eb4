/** The orders that an invoice is for, each with the way to it. */
import { Fragment } from 'react';
import { Link } from '@tanstack/react-router';

export function OrderLinks({ numbers }: { numbers: readonly string[] }) {
  return numbers.map((number, index) => (
    <Fragment key={number}>
      {index > 0 && ', '}
      <Link to="/orders" search={{ number, all: true }}>
        {number}
      </Link>
    </Fragment>
  ));
}
