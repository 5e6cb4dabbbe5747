// Audits a running server by the specification of GraphQL over HTTP:
//
//   npm run --silent audit -- http://127.0.0.1:8080
//
// Each MUST, SHOULD and MAY of the audit must be as it should be.

import { serverAudits } from 'graphql-http';

const url = new URL('/graphql', process.argv[2]).href;
let well = 0;
let ill = 0;
for (const audit of serverAudits({ url, fetchFn: fetch })) {
  const result = await audit.fn();
  if (result.status === 'ok') {
    well++;
  } else {
    ill++;
    console.log(`${result.status}  ${audit.id} ${audit.name}: ${result.reason}`);
  }
}
console.log(`${well} of ${well + ill} audits are ok`);
process.exit(ill === 0 && well > 0 ? 0 : 1);
