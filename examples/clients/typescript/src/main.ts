// Which places share a priority in an industry, with what stance, and who says so?
import { ask, PolygraphError } from './client.js';
import { graphql } from './gql/gql.js';

const sharedPriorities = graphql(`
  query SharedPriorities($industry: ID!, $first: Int!, $after: String) {
    sharedPriorities(industries: [$industry], first: $first, after: $after) {
      nodes {
        place {
          label
        }
        priorities {
          ...Stated
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }

  fragment Stated on StatedPriority {
    industry {
      label
    }
    stances
    claims {
      line
      mentions
      document {
        label
      }
    }
  }
`);

/** All answers, page by page as they are needed. */
async function* placesThatShare(server: string, industry: string, first = 10) {
  for (let after: string | null | undefined; ; ) {
    const { sharedPriorities: page } = await ask(server, sharedPriorities, { industry, first, after });
    if (!page) return; // null only together with an error, which ask has thrown
    yield* page.nodes;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}

const server = process.env.POLYGRAPH ?? 'http://127.0.0.1:8080';
const [industry, pageSize] = process.argv.slice(2);
if (!industry) {
  console.error('usage: npm start -- INDUSTRY [PAGE SIZE], such as npm start -- industry/steel');
  process.exit(2);
}
try {
  for await (const { place, priorities } of placesThatShare(server, industry, pageSize ? Number(pageSize) : undefined)) {
    console.log(place.label);
    for (const stated of priorities) {
      console.log(`  ${stated.industry.label}: ${stated.stances.join(', ')}`);
      for (const claim of stated.claims) {
        console.log(`    ${claim.document.label}, line ${claim.line}: ${claim.mentions.join(' … ')}`);
      }
    }
  }
} catch (error) {
  if (!(error instanceof PolygraphError)) throw error;
  switch (error.code) {
    case 'NOT_FOUND':
      console.error(`There is no such industry: ${error.message}`);
      break;
    default:
      console.error(`${error.code}: ${error.message}`);
  }
  process.exit(1);
}
